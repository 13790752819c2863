import type { Tone } from "@/ui/pill";
import type { State, Status } from "./api";

export const STATUSES: Status[] = ["draft", "scheduled", "running", "paused", "finished", "stopped"];
export const STATES: State[] = ["waiting", "held", "calling", "done", "left_out"];

export const statusTone = (status: Status): Tone => (status === "running" ? "good" : status === "scheduled" ? "info" : status === "paused" ? "warn" : "neutral");

/** What the texts know; a platform may tell of more. */
export const OUTCOMES = new Set(["answered", "no_answer", "busy", "voicemail", "interested", "not_interested", "callback_requested", "booked", "opted_out", "invalid_number", "failed", "cancelled"]);

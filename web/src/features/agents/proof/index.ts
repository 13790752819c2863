export { ReplaysCard } from "./replays-card";
export { RuleCard } from "./rule-card";

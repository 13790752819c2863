export { type Rating, type TurnOf, turnsQuery, type TurnToMend, useAside, useMend } from "./api";
export { TurnRating } from "./turn-rating";

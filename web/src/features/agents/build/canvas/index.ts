export { default } from "./canvas";

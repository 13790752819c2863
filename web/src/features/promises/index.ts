export { PromiseNote } from "./promise-note";

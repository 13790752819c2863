export { PublishPage } from "./publish-page";

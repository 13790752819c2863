import worklet from "./capture-worklet.js?url";
import { soundBy } from "./sound";

/** The microphone and the loudspeaker, with the script that this page brings along. */
export const openSound = soundBy(worklet);

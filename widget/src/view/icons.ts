/** Drawn here: one stroke path each on a 24 by 24 grid, in the manner of the dashboard's icons. */
export const ARROW_DOWN = "M12 5v14M5 12l7 7 7-7";
export const ARROW_UP = "M12 19V5M5 12l7-7 7 7";
export const ALERT = "M12 8v5M12 16.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0";
export const BOOK = "M12 6v14M12 6C10 4.6 7 4 3 4v14c4 0 7 .6 9 2 2-1.4 5-2 9-2V4c-4 0-7 .6-9 2";
export const CHAT = "M21 11.7a8.6 8.6 0 0 1-12.5 7.7L3.2 20.8l1.4-5.2A8.6 8.6 0 1 1 21 11.7z";
export const CHEVRON_DOWN = "M6 9l6 6 6-6";
export const CLIP = "M20.5 11.5l-8.6 8.6a5.3 5.3 0 0 1-7.5-7.5L13 4a3.5 3.5 0 0 1 5 5l-8.6 8.6a1.8 1.8 0 0 1-2.5-2.5L14.8 7";
export const CROSS = "M6 6l12 12M18 6L6 18";
export const FILE = "M14 3H6v18h12.5V7.5zM14 3v4.5h4.5";
export const MORE = "M12 5v.01M12 12v.01M12 19v.01";
export const PHONE = "M5 4h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4C11 21 3 13 3 6z";
export const RETRY = "M4 4v5h5M4.4 9A8.5 8.5 0 1 1 3.5 13";
export const SPARK = "M11 4l1.8 5.2L18 11l-5.2 1.8L11 18l-1.8-5.2L4 11l5.2-1.8zM19 3v4M17 5h4";
export const STAR = "M12 3.2l2.7 5.6 6.1.8-4.5 4.2 1.2 6.1L12 17l-5.5 2.9 1.2-6.1-4.5-4.2 6.1-.8z";

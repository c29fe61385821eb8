/**
 * The version of the check. It is raised with every change of what is posted for the same text and figures, so that a text
 * that an earlier check passed is not shared with requests that come after the change.
 */
export const checkVersion = 5;

// The maximum lengths of a note's texts, in characters, shared by the form and the server.

export const MAX_TITLE = 200;
/**
 * A refused form sends the text twice (as typed, and as the previous response echoed it), with up to four bytes per
 * character. Both must fit into the 64 KiB of a request.
 */
export const MAX_CONTENT = 7_000;

// The maximum lengths of a note's title and text, in characters, shared by the form and the server.

export const MAX_TITLE = 200;
/**
 * After a refusal, the form sends the text twice: as typed, and as the previous response echoed it. Both copies, with up to
 * four bytes per character, must fit into the 64 KiB of a request.
 */
export const MAX_CONTENT = 7_000;

// The maximum lengths of a note's title and text, in characters, shared by the form and the server.

export const MAX_TITLE = 200;
/**
 * A form that is sent again after a refusal contains the text twice: in its field, and in the previous response, which the
 * framework sends along. Both copies, with up to four bytes per character, must fit into the 64 KiB of a request.
 */
export const MAX_CONTENT = 7_000;

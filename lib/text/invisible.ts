// Finds invisible characters. They can forge lines, reverse text, or make names look empty or alike, so names may not
// contain them, except where a script or an emoji is spelled with them.
import "server-only";

/** Control, format, private-use and broken characters, line separators, and all that Unicode tells renderers to ignore. */
const INVISIBLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;

const PICTURE = String.raw`\p{Extended_Pictographic}\p{Emoji_Modifier}?[\ufe0e\ufe0f]?`;
/**
 * Indic signs that silence a vowel: a joiner after one selects its form, even at the end of a word (RFC 5892 §A.1 and A.2).
 */
const VIRAMA = String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]`;

/** Invisible characters in a valid place, together with the emoji that they are part of (UTS #51 §1.4.9). */
const SPELLED = [
  String.raw`\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  String.raw`${PICTURE}(?:\u200d${PICTURE})*`,
  String.raw`(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])`,
  String.raw`(?<=${VIRAMA})[\u200c\u200d]`,
  String.raw`(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=[\u1820-\u18aa])[\u180b-\u180f]`,
];

const TOKENS = new RegExp(`${SPELLED.join("|")}|(${INVISIBLE})`, "gu");
/** Symbols that fonts draw as nothing: blank braille, a musical placeholder, an object placeholder. */
const BLANK = /[\u2800\u{1d159}\ufffc]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The text without invisible characters, except those that a script or an emoji is spelled with. */
export function withoutInvisible(text: string): string {
  return text.replace(TOKENS, (token: string, stray: string | undefined) => (stray === undefined ? token : ""));
}

export function hasInvisible(text: string): boolean {
  return withoutInvisible(text) !== text;
}

/** Whether the text has anything visible: a letter, a digit or a symbol. A combining mark alone does not count. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(withoutInvisible(text).replace(BLANK, ""));
}

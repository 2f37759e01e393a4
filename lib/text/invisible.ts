// Finds invisible characters. They can forge lines, reverse text, or make a name look empty or like another name. So a name
// may contain them only where the spelling of a word or an emoji needs them.
import "server-only";

/**
 * Control, format and private-use characters, lone surrogates, line and paragraph separators, default-ignorable code points.
 */
const INVISIBLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;

const PICTURE = String.raw`\p{Extended_Pictographic}\p{Emoji_Modifier}?[\ufe0e\ufe0f]?`;
/**
 * Indic signs that silence a vowel. A joiner after such a sign is valid, even at the end of a word (RFC 5892 §A.1 and A.2).
 */
const VIRAMA = String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]`;

/**
 * Where invisible characters are valid: inside an emoji, which is matched as a whole (UTS #51 §1.4.9), or beside certain
 * letters.
 */
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
/** Symbols that fonts render blank: blank braille, a musical placeholder, an object placeholder. */
const BLANK = /[\u2800\u{1d159}\ufffc]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The text without invisible characters, except those that the spelling of a word or an emoji needs. */
export function withoutInvisible(text: string): string {
  return text.replace(TOKENS, (token: string, stray: string | undefined) => (stray === undefined ? token : ""));
}

export function hasInvisible(text: string): boolean {
  return withoutInvisible(text) !== text;
}

/**
 * Whether the text has a visible character: a letter, digit, punctuation mark or symbol. A combining mark alone does not
 * count.
 */
export function isVisible(text: string): boolean {
  return VISIBLE.test(withoutInvisible(text).replace(BLANK, ""));
}

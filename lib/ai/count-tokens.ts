// Counts the tokens of a text without a tokenizer. The common tokenizers need one token for about four characters of English,
// and about one for each character of a script that UTF-8 writes in three bytes.
import "server-only";

const ASCII_BYTES_PER_TOKEN = 4;
const OTHER_BYTES_PER_TOKEN = 3;

/** Adds up a text that arrives in parts. The parts' sizes make no difference to the sum. */
export class TokenCount {
  private ascii = 0;
  private otherBytes = 0;

  add(part: string): this {
    for (let at = 0; at < part.length; at += 1) {
      const unit = part.charCodeAt(at);
      if (unit < 0x80) this.ascii += 1;
      // Half of a surrogate pair, which is four bytes.
      else this.otherBytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
    }
    return this;
  }

  /** Adds the beginning of a part, as far as the sum stays within `most`. @returns what was added */
  addWithin(part: string, most: number): string {
    let end = 0;
    for (const character of part) {
      const before = [this.ascii, this.otherBytes] as const;
      if (this.add(character).tokens > most) {
        [this.ascii, this.otherBytes] = before;
        break;
      }
      end += character.length;
    }
    return part.slice(0, end);
  }

  get tokens(): number {
    return Math.ceil(this.ascii / ASCII_BYTES_PER_TOKEN + this.otherBytes / OTHER_BYTES_PER_TOKEN);
  }
}

/** What reservations assume: hardly any text needs more than a token for each two bytes. */
const LEAST_BYTES_PER_TOKEN = 2;

/** The most tokens that a text can reasonably have, for a reservation. What is charged is never this number. */
export function mostTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / LEAST_BYTES_PER_TOKEN);
}

/** The likely number of tokens, which is charged if the provider does not say how many there were. */
export function countTokens(text: string): number {
  return new TokenCount().add(text).tokens;
}

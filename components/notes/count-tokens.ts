const ASCII_BYTES_PER_TOKEN = 4;
const OTHER_BYTES_PER_TOKEN = 3;

/** The likely number of tokens while an answer arrives. The server counts them in the same way, and charges them. */
export function countTokens(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const ascii = bytes.filter((byte) => byte < 0x80).length;
  return Math.ceil(ascii / ASCII_BYTES_PER_TOKEN + (bytes.length - ascii) / OTHER_BYTES_PER_TOKEN);
}

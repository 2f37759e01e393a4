// Reads the body of a response, up to a size limit.
import "server-only";

/** Closes the connection if the reader stops early. @throws Error if the body is larger */
export async function* chunksAtMost(response: Response, maxBytes: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`answer is larger than ${maxBytes} bytes`);
    yield chunk;
  }
}

/** @throws Error if the body is larger */
export async function readAtMost(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunksAtMost(response, maxBytes)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

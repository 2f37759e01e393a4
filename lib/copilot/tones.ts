// The tones in which the copilot can write, and the length of an instruction, shared by the form and the server.

export const TONES = ["unchanged", "plain", "friendly", "formal", "brief"] as const;
export type Tone = (typeof TONES)[number];

export const TONE_WORDS: Readonly<Record<Tone, string>> = {
  unchanged: "As it is",
  plain: "Plain",
  friendly: "Friendly",
  formal: "Formal",
  brief: "Brief",
};

export const MAX_INSTRUCTION = 500;

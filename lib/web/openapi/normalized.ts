// Ends the description of a text whose length counts after it has been normalized. The reference then shows no other length,
// because the text may be longer before that.
import "server-only";

export const AFTER_NORMALIZATION = "characters after normalization.";

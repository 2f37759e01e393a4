// Compares a name with the confirmation that a user types. Also used in the browser.
/**
 * Normalizes a name for comparison with the confirmation that a user types. Phones change quotation marks, and users cannot
 * see extra spaces and joiners.
 */
export function confirmable(name: string): string {
  return name
    .normalize("NFC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\s+/gu, " ")
    .trim();
}

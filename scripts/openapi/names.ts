// Names of operations and components in the API document.

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
export const pascal = (text: string) => words(text).map(capitalized).join("");
export const camel = (text: string) => pascal(text).replace(/^./, (first) => first.toLowerCase());

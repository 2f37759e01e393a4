// One sentence of the table of errors that browsers also say by themselves, without loading the table.
export const PAGE_UPDATED = "This page has been updated. Reload it.";

// A message of the error table that browsers also show themselves, without loading the table.
export const PAGE_UPDATED = "This page has been updated, so nothing was sent. Reload it and try again.";

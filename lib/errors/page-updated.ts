// A message of the error table in its own file, so that browser code can show the message without loading the table.
export const PAGE_UPDATED = "This page has been updated, so nothing was saved. Reload it and try again.";

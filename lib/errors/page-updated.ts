// The one message of the error table that code in the browser also shows, without loading the table.
export const PAGE_UPDATED = "This page has been updated, so nothing was saved. Reload it and try again.";

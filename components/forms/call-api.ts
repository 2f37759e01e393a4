// Requests of a page's scripts to the app itself. Its type allows no other address.

export function callApi(path: `/api/v1/${string}`, init: RequestInit = {}): Promise<Response> {
  return fetch(path, init);
}

// What of a person leaves the server, to that person.

export interface UserView {
  id: string;
  email: string;
  name: string;
}

export function viewUser({ id, email, name }: UserView): UserView {
  return { id, email, name };
}

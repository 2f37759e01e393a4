/** The top edge of a wall: where a page stands on its ground. */
export function Battlement() {
  return <div aria-hidden="true" className="battlement" />;
}

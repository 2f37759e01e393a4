/** The battlement along a wall's top edge, where a page meets its ground. */
export function Battlement() {
  return <div aria-hidden="true" className="battlement" />;
}

/** A decorative edge along the top of a section. */
export function Battlement() {
  return <div aria-hidden="true" className="battlement" />;
}

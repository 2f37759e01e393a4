const DROP =
  "var u=new URL(location.href);if(u.searchParams.has('token')){u.searchParams.delete('token');history.replaceState(null,'',u)}";

/**
 * Takes the token of a mailed link out of the address bar and the history while the page is still being read: before
 * Next's router looks at the address. Done later it would be a navigation, and cancel a form sent at that moment.
 */
export function DropTokenFromUrl({ nonce }: { nonce: string }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {DROP}
    </script>
  );
}

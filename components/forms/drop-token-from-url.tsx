const DROP =
  "var u=new URL(location.href);if(u.searchParams.has('token')){u.searchParams.delete('token');history.replaceState(null,'',u)}";

/**
 * Removes the token of a mailed link from the address bar and the history while the page is still being parsed, before
 * Next's router reads the URL. Later, the change would count as a navigation and cancel a form submitted at that moment.
 */
export function DropTokenFromUrl({ nonce }: { nonce: string }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {DROP}
    </script>
  );
}

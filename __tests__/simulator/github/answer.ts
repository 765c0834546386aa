/** An answer as it is sent. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: body === undefined ? '' : JSON.stringify(body)
  }
}

/** Returns GitHub's error body: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api */
export function failure(
  status: number,
  message: string,
  documentation = 'https://docs.github.com/rest',
  details: Record<string, unknown> = {}
): Answer {
  return json(status, { message, ...details, documentation_url: documentation, status: String(status) })
}

/** Returns the page that GitHub's front end sends if the server behind it fails or times out. */
export function unicorn(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html>
<html>
  <head><title>Unicorn! &middot; GitHub</title></head>
  <body>
    <p><strong>We couldn't respond to your request in time.</strong></p>
    <p>Sorry about that. Please try refreshing and contact us if the problem persists.</p>
  </body>
</html>
`
  }
}

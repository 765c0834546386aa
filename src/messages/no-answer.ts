import { GitHubProblem, type FailedRequest, type Values } from './problem.ts'

/** No connection, or no such host. */
export const hostUnreachable = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'Check the network of the runner, its proxy variables and "api-url".', 'host-unreachable')

/** The proxy asks for a login. */
export const proxyNeedsLogin = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Set the user and password of the proxy in https_proxy or http_proxy, as in http://user:password@host:port. Percent-encode special characters.',
    'proxy-needs-login'
  )

/** The proxy refuses the connection. */
export const proxyRefuses = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Allow the GitHub API on the proxy, or correct https_proxy or http_proxy. If the runner can reach the API without a proxy, add its host to no_proxy.',
    'proxy-refuses'
  )

/** Node.js does not trust the certificate. */
export const certificateNotTrusted = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Save the CA certificate of the server to a file on the runner, and set NODE_EXTRA_CA_CERTS to its path.',
    'certificate-not-trusted'
  )

/** The TLS handshake fails. */
export const handshakeFailed = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Check that "api-url" and the proxy variables begin with the right scheme, http or https.',
    'handshake-failed'
  )

/** The server redirects to another host, which must not get the token. */
export const redirectedElsewhere = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(failed, 'Check "api-url". The token is only sent to that host.', 'redirected-elsewhere')

/** Something between the runner and GitHub answered. */
export const answeredByProxy = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    'Something between the runner and GitHub answered, such as a proxy or a login page. Check the network of the runner.',
    'answered-by-proxy'
  )

/** `api-url` is the address of a website. */
export const apiUrlIsWebsite = ({ likely, ...failed }: FailedRequest & Values<'likely'>): GitHubProblem =>
  new GitHubProblem(
    failed,
    `"api-url" must be the address of a GitHub API, probably "${likely}".`,
    'api-url-is-website'
  )

/** `api-url` looks like an API, but something else answered. */
export const apiUrlAnswersOtherwise = (failed: FailedRequest): GitHubProblem =>
  new GitHubProblem(
    failed,
    '"api-url" must be the address of a GitHub API. If it is, a proxy or a login page answered instead.',
    'api-url-answers-otherwise'
  )

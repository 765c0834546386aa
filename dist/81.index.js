"use strict";
exports.id = 81;
exports.ids = [81];
exports.modules = {

/***/ 2081:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gaveUp: () => (/* binding */ gaveUp),
  problemOf: () => (/* binding */ problemOf)
});

// EXTERNAL MODULE: ../domain/json.ts
var json = __webpack_require__(1612);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
;// CONCATENATED MODULE: ../messages/answers.ts

/** GitHub rejects the token. */
const tokenRejected = (failed) => new problem/* GitHubProblem */.Jy(failed, 'The token is expired, revoked or for another server. Check "token".', 'token-rejected');
/** A rule of the repository, the organization or the enterprise refuses the request. */
const forbiddenByRule = (failed) => new problem/* GitHubProblem */.Jy(failed, 'An owner of the repository or the organization can change this.', 'forbidden-by-rule');
/** The author's token lacks a permission. */
const tokenLacksPermission = ({ needed, ...failed }) => new problem/* GitHubProblem */.Jy(failed, `Set "token" to a token that has "${needed}" in this repository.`, 'token-lacks-permission');
/** `GITHUB_TOKEN` is used for another repository. */
const workflowTokenElsewhere = ({ needed, ...failed }) => new problem/* GitHubProblem */.Jy(failed, `The workflow's GITHUB_TOKEN only works in its own repository. Set "token" to a token that has "${needed}" in this one.`, 'workflow-token-elsewhere');
/** The run was started by Dependabot, so its token is read-only. */
const dependabotReadOnly = ({ needed, ...failed }) => new problem/* GitHubProblem */.Jy(failed, `Runs started by Dependabot get a read-only token by default. Add "permissions: ${needed}" to the job, or skip this step with an "if:".`, 'dependabot-read-only');
/** The pull request is from a fork, so its token is read-only. */
const forkReadOnly = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Pull requests from forks get a read-only token, whatever "permissions" says. Skip this step with an "if:", or run it on pull_request_target or workflow_run without checking out the code of the pull request.', 'fork-read-only');
/** The job's `permissions:` lack one. */
const jobLacksPermission = ({ needed, ...failed }) => new problem/* GitHubProblem */.Jy(failed, `Add "permissions: ${needed}" to the job. Setting any permission sets all others to none.`, 'job-lacks-permission');
/** GitHub does not find the record, or the token has no access. */
const notFound = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Check that it exists in the repository and that the token can access it. GitHub also answers 404 if the token lacks access.', 'not-found');
/** Status checks are not green. */
const checksNotGreen = ({ doing, answer, checks }) => new problem/* GitHubProblem */.Jy({
    doing,
    answer: {
        ...answer,
        message: `${answer.message.replace(/\.$/, '')}; not green: ${[...new Set(checks)].join(', ') || 'GitHub does not say which'}.`
    }
}, 'Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.', 'checks-not-green');
/** `auto-merge` finds a merge conflict. */
const mergeConflict = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Merge the default branch into the ref, or set "auto-merge: false".', 'merge-conflict');
/** GitHub reports another conflict. */
const otherConflict = (failed) => new problem/* GitHubProblem */.Jy(failed, 'GitHub cannot create this deployment now. Re-run the job after you have resolved the conflict.', 'other-conflict');
/** The ref does not exist in the repository. */
const refNotFound = ({ ref, ...failed }) => new problem/* GitHubProblem */.Jy(failed, `Push "${ref}" first, or change "ref". The branch of a fork does not exist here: leave "ref" empty to record the commit.`, 'ref-not-found');
/** GitHub rejects a value. */
const valueRejected = ({ doing, answer, details }) => new problem/* GitHubProblem */.Jy({
    doing,
    answer: {
        ...answer,
        message: details.length === 0 ? answer.message : `${answer.message.replace(/\.$/, '')}: ${details.join('; ')}`
    }
}, 'Correct the value that GitHub names.', 'value-rejected');
/** A GraphQL query is too expensive, even with small pages. */
const queryTooExpensive = (failed) => new problem/* GitHubProblem */.Jy(failed, 'GitHub found this query too expensive, even for a few entries at a time. Re-run the job later.', 'query-too-expensive');
/** Any other status below 500. */
const requestRejected = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Check the inputs of this step against the README.', 'request-rejected');
/** The rate limit resets too late. */
const rateLimited = ({ at, ...failed }) => new problem/* GitHubProblem */.Jy(failed, `The rate limit resets at ${at} UTC, which is longer than this step can wait. Re-run the job after that, or use a token with its own rate limit.`, 'rate-limited');
/** A rate limit names no time. */
const rateLimitedWithoutTime = (failed) => new problem/* GitHubProblem */.Jy(failed, 'GitHub does not say when the rate limit resets. Re-run the job later, or use a token with its own rate limit.', 'rate-limited-without-time');
/** GitHub has an outage. */
const githubUnavailable = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Check https://www.githubstatus.com and re-run the job when GitHub has recovered.', 'github-unavailable');

;// CONCATENATED MODULE: ../messages/no-answer.ts

/** No connection, or no such host. */
const hostUnreachable = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Check the network of the runner, its proxy variables and "api-url".', 'host-unreachable');
/** The proxy asks for a login. */
const proxyNeedsLogin = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Set the user and password of the proxy in https_proxy or http_proxy, as in http://user:password@host:port. Percent-encode special characters.', 'proxy-needs-login');
/** The proxy refuses the connection. */
const proxyRefuses = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Allow the GitHub API on the proxy, or correct https_proxy or http_proxy. If the runner can reach the API without a proxy, add its host to no_proxy.', 'proxy-refuses');
/** Node.js does not trust the certificate. */
const certificateNotTrusted = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Save the CA certificate of the server to a file on the runner, and set NODE_EXTRA_CA_CERTS to its path.', 'certificate-not-trusted');
/** The TLS handshake fails. */
const handshakeFailed = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Check that "api-url" and the proxy variables begin with the right scheme, http or https.', 'handshake-failed');
/** The server redirects to another host, which must not get the token. */
const redirectedElsewhere = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Check "api-url". The token is only sent to that host.', 'redirected-elsewhere');
/** Something between the runner and GitHub answered. */
const answeredByProxy = (failed) => new problem/* GitHubProblem */.Jy(failed, 'Something between the runner and GitHub answered, such as a proxy or a login page. Check the network of the runner.', 'answered-by-proxy');
/** `api-url` is the address of a website. */
const apiUrlIsWebsite = ({ likely, ...failed }) => new problem/* GitHubProblem */.Jy(failed, `"api-url" must be the address of a GitHub API, probably "${likely}".`, 'api-url-is-website');
/** `api-url` looks like an API, but something else answered. */
const apiUrlAnswersOtherwise = (failed) => new problem/* GitHubProblem */.Jy(failed, '"api-url" must be the address of a GitHub API. If it is, a proxy or a login page answered instead.', 'api-url-answers-otherwise');

// EXTERNAL MODULE: ../github/failure.ts
var failure = __webpack_require__(9549);
// EXTERNAL MODULE: ../github/transport-error.ts
var transport_error = __webpack_require__(1341);
;// CONCATENATED MODULE: ../github/advice.ts





/** Returns a final answer as an error, with a second sentence that tells you what to do. */
function problemOf(doing, fault, circumstances) {
    const { answer, data } = fault;
    const failed = { doing, answer };
    if (answer.isForeign === true)
        return foreignProblem(failed, circumstances);
    switch (answer.status) {
        case 0:
            return unsent(failed, (0,json/* textAt */.$6)(data, 'code') ?? '');
        case 401:
            return tokenRejected(failed);
        case 403:
            return forbidden(failed, fault, circumstances.tokenKind);
        case 404:
            return notFound(failed);
        case 409:
            return conflict(failed, data);
        case 422:
            return unprocessable(failed, data);
        default:
            return (0,failure/* isTooExpensive */.SR)(answer.message) ? queryTooExpensive(failed) : requestRejected(failed);
    }
}
/** Returns the error for a request that got no answer from GitHub. */
function unsent(failed, code) {
    if (code === 'PROXY_LOGIN')
        return proxyNeedsLogin(failed);
    if (code === 'PROXY_REFUSED')
        return proxyRefuses(failed);
    if ((0,transport_error/* isCertificate */.Yn)(code))
        return certificateNotTrusted(failed);
    if ((0,transport_error/* isHandshake */.eL)(code))
        return handshakeFailed(failed);
    return redirectedElsewhere(failed);
}
/**
 * Returns the error for an answer with status 403.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
 */
function forbidden(failed, { permissions }, tokenKind) {
    if (!(0,failure/* isAboutPermissions */.ow)(failed.answer.message))
        return forbiddenByRule(failed);
    const needed = inWorkflowWords(permissions ?? 'deployments=write');
    switch (tokenKind) {
        case 'given':
            return tokenLacksPermission({ ...failed, needed });
        case 'elsewhere':
            return workflowTokenElsewhere({ ...failed, needed });
        case 'Dependabot':
            return dependabotReadOnly({ ...failed, needed });
        case 'fork':
            return forkReadOnly(failed);
        case 'workflow':
            return jobLacksPermission({ ...failed, needed });
    }
}
/**
 * Converts the permissions that GitHub accepts to the syntax of `permissions:`. In `a=read,b=write; c=read`, the token
 * needs the first two or the third. Only the first alternative is used.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions
 */
function inWorkflowWords(accepted) {
    const [first = ''] = accepted.split(';');
    const all = first.split(',').map(one => one.trim().replaceAll('_', '-').replace('=', ': '));
    return all.join(', ').replace(/^.+,.+$/, '{ $& }');
}
function conflict(failed, data) {
    const { message } = failed.answer;
    const checks = (0,failure/* errorsIn */.R4)(data)
        .flatMap(error => (0,json/* valueAt */.fK)(error, 'contexts') ?? [])
        .filter((context) => (0,json/* textAt */.$6)(context, 'state') !== 'success')
        .map((context) => `${(0,json/* textAt */.$6)(context, 'context') ?? '?'} (${(0,json/* textAt */.$6)(context, 'state') ?? 'missing'})`);
    if (checks.length > 0 || /status checks/i.test(message))
        return checksNotGreen({ ...failed, checks });
    return /merging/i.test(message) ? mergeConflict(failed) : otherConflict(failed);
}
function unprocessable(failed, data) {
    const ref = /No ref found for: (.*)/.exec(failed.answer.message)?.[1];
    if (ref !== undefined)
        return refNotFound({ ...failed, ref });
    const details = (0,failure/* errorsIn */.R4)(data)
        .map(error => typeof error === 'string'
        ? error
        : ((0,json/* textAt */.$6)(error, 'message') ?? [(0,json/* textAt */.$6)(error, 'field'), (0,json/* textAt */.$6)(error, 'code')].filter(Boolean).join(' ')))
        .filter(text => text !== '');
    return valueRejected({ ...failed, details });
}
/**
 * Returns the error for a request that is not repeated, although repeating it is safe.
 *
 * @param githubNow the time on GitHub's clock
 */
function gaveUp(doing, { answer, certainty, limit, waitMs, untilMs }, circumstances, githubNow) {
    if (limit !== undefined) {
        const limited = { doing, answer: { ...answer, limit } };
        const at = moment(untilMs ?? (waitMs === undefined ? NaN : githubNow + waitMs));
        return at === undefined ? rateLimitedWithoutTime(limited) : rateLimited({ ...limited, at });
    }
    const failed = { doing, answer: { ...answer, unanswered: true } };
    if (certainty === 'refused')
        return hostUnreachable(failed);
    return answer.isForeign === true ? foreignProblem(failed, circumstances) : githubUnavailable(failed);
}
/** Formats a time for people. Returns `undefined` if the server named a time that is not a valid date. */
function moment(milliseconds) {
    const date = new Date(milliseconds);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 19).replace('T', ' ');
}
/** Returns the error for an answer that does not come from GitHub's API. */
function foreignProblem(failed, { apiUrl, isRunnersApi }) {
    if (isRunnersApi === true)
        return answeredByProxy(failed);
    const likely = likelyApi(new URL(apiUrl));
    return likely === undefined
        ? apiUrlAnswersOtherwise(failed)
        : apiUrlIsWebsite({ ...failed, likely });
}
/**
 * Returns the API address of the server that a website belongs to. Returns `undefined` if the address already looks
 * like an API.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 * https://docs.github.com/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
function likelyApi({ origin, protocol, host, pathname }) {
    if (/^(www\.)?github\.com$/.test(host))
        return 'https://api.github.com';
    if (/^[^.]+\.ghe\.com$/.test(host))
        return `${protocol}//api.${host}`;
    if (/^api\.(github\.com|[^.]+\.ghe\.com)$/.test(host))
        return undefined;
    return pathname === '/api/v3' ? undefined : `${origin}/api/v3`;
}


/***/ })

};
;
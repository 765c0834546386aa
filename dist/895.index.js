"use strict";
exports.id = 895;
exports.ids = [895];
exports.modules = {

/***/ 9895:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PullRequests: () => (/* binding */ PullRequests)
/* harmony export */ });
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1612);
/* harmony import */ var _messages_answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(935);
/* harmony import */ var _messages_listings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7935);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7791);
/* harmony import */ var _call_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7811);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(923);
/* harmony import */ var _page_readers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6161);







const commitsFields = `
  pageInfo { hasPreviousPage startCursor }
  nodes { commit { oid } }`;
const openQuery = `
query OpenPullRequests($owner: String!, $repo: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number headRefOid
        potentialMergeCommit { oid }
        commits(last: 100) { ${commitsFields} }
        timelineItems(last: 100, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
          nodes { ... on HeadRefForcePushedEvent { beforeCommit { oid } } }
        }
      }
    }
  }
}`;
const commitsQuery = `
query CommitsOf($owner: String!, $repo: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { commits(last: 100, before: $before) { ${commitsFields} } }
  }
}`;
const mergeCommitQuery = `
query MergeCommit($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { mergeCommit { oid } } }
}`;
/** Maximum number of pages: 10,000 open pull requests in full pages, or 40,000 commits of one pull request. */
const maxPages = 400;
/**
 * Finds the open pull requests and all their commits. The lookup starts from the pull requests, because from a commit
 * GitHub does not find pull requests from forks. The result includes heads that a force push replaced.
 * https://docs.github.com/graphql/reference/objects#pullrequest
 */
class PullRequests {
    #client;
    #access;
    /** GitHub refuses larger pages, because each pull request includes many commits. */
    #size = new _connection_js__WEBPACK_IMPORTED_MODULE_4__/* .PageSize */ .pH(25, 6);
    constructor(client, access) {
        this.#client = client;
        this.#access = access;
    }
    /** Returns the numbers of the open pull requests by commit. */
    async byCommit() {
        const numbers = new Map();
        await this.#access.orRest(() => this.#readByGraphql(numbers), () => this.#readByRest(numbers).catch(notReadable));
        return numbers;
    }
    async #readByGraphql(numbers) {
        let after;
        for (let count = 1; count <= maxPages; count++) {
            const page = await (0,_connection_js__WEBPACK_IMPORTED_MODULE_4__/* .readPage */ .SP)(this.#client, this.#size, {
                doing: 'read the open pull requests',
                query: openQuery,
                variables: { ...this.#client.repository, after: after ?? null },
                parse: data => (0,_page_readers_js__WEBPACK_IMPORTED_MODULE_5__/* .pageFrom */ .so)((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)(data, 'data', 'repository', 'pullRequests'), pullRequestFrom)
            });
            for (const pullRequest of page.entries) {
                for await (const commits of this.#commitsOf(pullRequest)) {
                    for (const sha of commits)
                        numbers.set(sha, pullRequest.number);
                }
            }
            after = page.next;
            if (after === undefined)
                return;
        }
        throw (0,_messages_listings_js__WEBPACK_IMPORTED_MODULE_1__/* .pullRequestsEndless */ .mI)();
    }
    /** Returns the commit that a pull request was merged as, or `undefined` if GitHub does not say. */
    mergeCommit(number) {
        const doing = `find the merge commit of pull request #${number}`;
        const graphqlSays = () => this.#client.read({
            doing,
            method: 'POST',
            path: _call_js__WEBPACK_IMPORTED_MODULE_3__/* .graphql */ .U,
            parameters: { query: mergeCommitQuery, variables: { ...this.#client.repository, number } },
            parse: data => ({ sha: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(data, 'data', 'repository', 'pullRequest', 'mergeCommit', 'oid') })
        });
        const restSays = () => this.#client.read({
            doing,
            method: 'GET',
            path: '/pulls/{pull_number}',
            parameters: { pull_number: number },
            parse: data => ({ sha: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(data, 'merge_commit_sha') })
        });
        return this.#access.orRest(graphqlSays, restSays).then(({ sha }) => sha);
    }
    async *#commitsOf({ number, commits, before }) {
        yield commits;
        for (let count = 1; before !== undefined && count <= maxPages; count++) {
            const earlier = await this.#client.read({
                doing: `read the commits of pull request #${number}`,
                method: 'POST',
                path: _call_js__WEBPACK_IMPORTED_MODULE_3__/* .graphql */ .U,
                parameters: { query: commitsQuery, variables: { ...this.#client.repository, number, before } },
                parse: data => commitsFrom((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)(data, 'data', 'repository', 'pullRequest', 'commits'))
            });
            yield earlier.commits;
            before = earlier.before;
        }
    }
    /**
     * Reads all open pull requests and their commits through REST, with one request for each pull request.
     * https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request
     */
    async #readByRest(numbers) {
        for await (const pullRequests of this.#list('/pulls', { state: 'open' }, headFrom)) {
            for (const { number, commits } of pullRequests) {
                for (const sha of commits)
                    numbers.set(sha, number);
                const path = '/pulls/{pull_number}/commits';
                const shaOf = (entry) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(entry, 'sha');
                for await (const shas of this.#list(path, { pull_number: number }, shaOf)) {
                    for (const sha of shas)
                        numbers.set(sha, number);
                }
            }
        }
    }
    async *#list(path, parameters, parse) {
        const list = { doing: 'read the open pull requests', path, parameters, parseEntry: parse };
        for await (const { entries, isLast } of (0,_page_readers_js__WEBPACK_IMPORTED_MODULE_5__/* .restPages */ .N4)(this.#client, list)) {
            yield entries;
            if (isLast)
                return;
        }
        throw (0,_messages_listings_js__WEBPACK_IMPORTED_MODULE_1__/* .pullRequestsEndless */ .mI)();
    }
}
function notReadable(error) {
    if (!(error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubProblem */ .Jy) || ![403, 404].includes(error.answer.status))
        throw error;
    throw (0,_messages_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .pullRequestsNotReadable */ .DH)(error);
}
function pullRequestFrom(node) {
    const number = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .numberAt */ .tk)(node, 'number');
    const commits = commitsFrom((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)(node, 'commits'));
    if (number === undefined || commits === undefined)
        return undefined;
    const others = [(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(node, 'headRefOid'), (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(node, 'potentialMergeCommit', 'oid'), ...replaced(node)];
    return { number, ...commits, commits: [...commits.commits, ...others.filter(sha => sha !== undefined)] };
}
/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node) {
    const pushes = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)(node, 'timelineItems', 'nodes');
    return Array.isArray(pushes) ? pushes.map((push) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(push, 'beforeCommit', 'oid')) : [];
}
function commitsFrom(connection) {
    const page = (0,_connection_js__WEBPACK_IMPORTED_MODULE_4__/* .connectionOf */ .ao)(connection, _connection_js__WEBPACK_IMPORTED_MODULE_4__/* .backward */ .eK);
    if (page === undefined)
        return undefined;
    const commits = page.nodes.flatMap(node => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(node, 'commit', 'oid') ?? []);
    return { commits, before: page.next };
}
function headFrom(entry) {
    const number = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .numberAt */ .tk)(entry, 'number');
    if (number === undefined)
        return undefined;
    const shas = [(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(entry, 'head', 'sha'), (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(entry, 'merge_commit_sha')];
    return { number, commits: shas.filter(sha => sha !== undefined), before: undefined };
}


/***/ }),

/***/ 935:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $M: () => (/* binding */ tokenLacksPermission),
/* harmony export */   Bt: () => (/* binding */ otherConflict),
/* harmony export */   DH: () => (/* binding */ pullRequestsNotReadable),
/* harmony export */   FB: () => (/* binding */ forkReadOnly),
/* harmony export */   Km: () => (/* binding */ queryTooExpensive),
/* harmony export */   Lp: () => (/* binding */ dependabotReadOnly),
/* harmony export */   Mf: () => (/* binding */ rateLimitedWithoutTime),
/* harmony export */   Mp: () => (/* binding */ tokenRejected),
/* harmony export */   O8: () => (/* binding */ requestRejected),
/* harmony export */   OA: () => (/* binding */ githubUnavailable),
/* harmony export */   P7: () => (/* binding */ jobLacksPermission),
/* harmony export */   Tt: () => (/* binding */ mergeConflict),
/* harmony export */   Yh: () => (/* binding */ checksNotGreen),
/* harmony export */   bT: () => (/* binding */ forbiddenByRule),
/* harmony export */   eM: () => (/* binding */ valueRejected),
/* harmony export */   mX: () => (/* binding */ notFound),
/* harmony export */   vg: () => (/* binding */ workflowTokenElsewhere),
/* harmony export */   vv: () => (/* binding */ refNotFound),
/* harmony export */   xd: () => (/* binding */ rateLimited)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** GitHub rejects the token. */
const tokenRejected = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'The token is expired, revoked or for another server. Check "token".', 'token-rejected');
/** A rule of the repository, the organization or the enterprise refuses the request. */
const forbiddenByRule = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'An owner of the repository or the organization can change this.', 'forbidden-by-rule');
/** The author's token lacks a permission. */
const tokenLacksPermission = ({ needed, ...failed }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, `Set "token" to a token that has "${needed}" in this repository.`, 'token-lacks-permission');
/** `GITHUB_TOKEN` is used for another repository. */
const workflowTokenElsewhere = ({ needed, ...failed }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, `The workflow's GITHUB_TOKEN only works in its own repository. Set "token" to a token that has "${needed}" in this one.`, 'workflow-token-elsewhere');
/** The run was started by Dependabot, so its token is read-only. */
const dependabotReadOnly = ({ needed, ...failed }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, `Runs started by Dependabot get a read-only token by default. Add "permissions: ${needed}" to the job, or skip this step with an "if:".`, 'dependabot-read-only');
/** The pull request is from a fork, so its token is read-only. */
const forkReadOnly = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'Pull requests from forks get a read-only token, whatever "permissions" says. Skip this step with an "if:", or run it on pull_request_target or workflow_run without checking out the code of the pull request.', 'fork-read-only');
/** The job's `permissions:` lack one. */
const jobLacksPermission = ({ needed, ...failed }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, `Add "permissions: ${needed}" to the job. Setting any permission sets all others to none.`, 'job-lacks-permission');
/** The token cannot read pull requests. */
const pullRequestsNotReadable = ({ answer }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({ doing: 'read the open pull requests', answer }, 'Add "permissions: pull-requests: read" and "contents: read" to the job.', 'pull-requests-not-readable');
/** GitHub does not find the record, or the token has no access. */
const notFound = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'Check that it exists in the repository and that the token can access it. GitHub also answers 404 if the token lacks access.', 'not-found');
/** Status checks are not green. */
const checksNotGreen = ({ doing, answer, checks }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({
    doing,
    answer: {
        ...answer,
        message: `${answer.message.replace(/\.$/, '')}; not green: ${[...new Set(checks)].join(', ') || 'GitHub does not say which'}.`
    }
}, 'Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.', 'checks-not-green');
/** `auto-merge` finds a merge conflict. */
const mergeConflict = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'Merge the default branch into the ref, or set "auto-merge: false".', 'merge-conflict');
/** GitHub reports another conflict. */
const otherConflict = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'GitHub cannot create this deployment now. Re-run the job after you have resolved the conflict.', 'other-conflict');
/** The ref does not exist in the repository. */
const refNotFound = ({ ref, ...failed }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, `Push "${ref}" first, or change "ref". The branch of a fork does not exist here: leave "ref" empty to record the commit.`, 'ref-not-found');
/** GitHub rejects a value. */
const valueRejected = ({ doing, answer, details }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({
    doing,
    answer: {
        ...answer,
        message: details.length === 0 ? answer.message : `${answer.message.replace(/\.$/, '')}: ${details.join('; ')}`
    }
}, 'Correct the value that GitHub names.', 'value-rejected');
/** A GraphQL query is too expensive, even with small pages. */
const queryTooExpensive = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'GitHub found this query too expensive, even for a few entries at a time. Re-run the job later.', 'query-too-expensive');
/** Any other status below 500. */
const requestRejected = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'Check the inputs of this step against the README.', 'request-rejected');
/** The rate limit resets too late. */
const rateLimited = ({ at, ...failed }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, `The rate limit resets at ${at} UTC, which is longer than this step can wait. Re-run the job after that, or use a token with its own rate limit.`, 'rate-limited');
/** A rate limit names no time. */
const rateLimitedWithoutTime = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'GitHub does not say when the rate limit resets. Re-run the job later, or use a token with its own rate limit.', 'rate-limited-without-time');
/** GitHub has an outage. */
const githubUnavailable = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'Check https://www.githubstatus.com and re-run the job when GitHub has recovered.', 'github-unavailable');


/***/ })

};
;
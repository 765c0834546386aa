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
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1612);
/* harmony import */ var _messages_pull_requests_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6888);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7791);
/* harmony import */ var _call_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7811);
/* harmony import */ var _paging_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8271);





const commitsFields = `
  pageInfo { hasPreviousPage startCursor }
  nodes { commit { oid } }`;
const openQuery = `
query OpenPullRequests($owner: String!, $repo: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number headRefOid headRefName isCrossRepository
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
/** Open pull requests per page. GitHub refuses larger pages, because each pull request includes many commits. */
const pullRequestsPerPage = 25;
/**
 * Finds the open pull requests and all their commits. The lookup starts from the pull requests, because from a commit
 * GitHub does not find pull requests from forks. The result includes heads that a force push replaced.
 * https://docs.github.com/graphql/reference/objects#pullrequest
 */
class PullRequests {
    #client;
    #access;
    constructor(client, access) {
        this.#client = client;
        this.#access = access;
    }
    open() {
        return this.#access.orRest(async () => ({ open: await this.#readByGraphql(), hasReplacedHeads: true }), async () => ({ open: await this.#readByRest().catch(notReadable), hasReplacedHeads: false }));
    }
    async #readByGraphql() {
        const open = [];
        const doing = 'read the open pull requests';
        const pages = (0,_paging_js__WEBPACK_IMPORTED_MODULE_3__/* .graphqlPages */ .U_)(doing, after => this.#client.read({
            doing,
            method: 'POST',
            path: _call_js__WEBPACK_IMPORTED_MODULE_2__/* .graphql */ .U,
            parameters: {
                query: openQuery,
                variables: { ...this.#client.repository, first: pullRequestsPerPage, after: after ?? null }
            },
            parse: data => (0,_paging_js__WEBPACK_IMPORTED_MODULE_3__/* .connectionFrom */ .pw)((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(data, 'data', 'repository', 'pullRequests'), pullRequestFrom)
        }));
        for await (const { entries } of pages) {
            for (const { pullRequest, first } of entries) {
                const commits = [...pullRequest.commits];
                for await (const page of this.#commitsOf(pullRequest.number, first))
                    commits.push(...page.entries);
                open.push({ ...pullRequest, commits });
            }
        }
        return open;
    }
    /** Reads the commits of a pull request, starting with the page that was read with it. */
    #commitsOf(number, first) {
        const doing = `read the commits of pull request #${number}`;
        const read = (before) => this.#client.read({
            doing,
            method: 'POST',
            path: _call_js__WEBPACK_IMPORTED_MODULE_2__/* .graphql */ .U,
            parameters: { query: commitsQuery, variables: { ...this.#client.repository, number, before } },
            parse: data => commitsFrom((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(data, 'data', 'repository', 'pullRequest', 'commits'))
        });
        return (0,_paging_js__WEBPACK_IMPORTED_MODULE_3__/* .graphqlPages */ .U_)(doing, read, first);
    }
    /**
     * Reads all open pull requests and their commits through REST, with one request for each pull request. REST does not
     * show heads that a force push replaced.
     * https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request
     */
    async #readByRest() {
        const open = [];
        for await (const { entries } of this.#list('/pulls', { state: 'open' }, pullRequestFromRest)) {
            for (const { number, branch, commits } of entries) {
                const all = [...commits];
                const path = '/pulls/{pull_number}/commits';
                const shaOf = (entry) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, 'sha');
                for await (const page of this.#list(path, { pull_number: number }, shaOf))
                    all.push(...page.entries);
                open.push({ number, branch, commits: all });
            }
        }
        return open;
    }
    #list(path, parameters, parseEntry) {
        return (0,_paging_js__WEBPACK_IMPORTED_MODULE_3__/* .restPages */ .N4)(this.#client, { doing: 'read the open pull requests', path, parameters, parseEntry });
    }
}
function notReadable(error) {
    if (!(error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubProblem */ .Jy) || ![403, 404].includes(error.answer.status))
        throw error;
    throw (0,_messages_pull_requests_js__WEBPACK_IMPORTED_MODULE_0__/* .pullRequestsNotReadable */ .D)(error);
}
function pullRequestFrom(node) {
    const number = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(node, 'number');
    const first = commitsFrom((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(node, 'commits'));
    if (number === undefined || first === undefined)
        return undefined;
    const heads = [(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(node, 'headRefOid'), (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(node, 'potentialMergeCommit', 'oid'), ...replaced(node)];
    const branch = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(node, 'isCrossRepository') === true ? undefined : (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(node, 'headRefName');
    return { pullRequest: { number, branch, commits: heads.filter(sha => sha !== undefined) }, first };
}
/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node) {
    const pushes = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(node, 'timelineItems', 'nodes');
    return Array.isArray(pushes) ? pushes.map((push) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(push, 'beforeCommit', 'oid')) : [];
}
const commitsFrom = (connection) => (0,_paging_js__WEBPACK_IMPORTED_MODULE_3__/* .connectionFrom */ .pw)(connection, node => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(node, 'commit', 'oid'), _paging_js__WEBPACK_IMPORTED_MODULE_3__/* .backward */ .eK);
/** Reads a pull request in the format of the REST API, with its head and GitHub's test merge as commits. */
function pullRequestFromRest(entry) {
    const number = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(entry, 'number');
    if (number === undefined)
        return undefined;
    const shas = [(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, 'head', 'sha'), (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, 'merge_commit_sha')];
    const home = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(entry, 'head', 'repo', 'id');
    const isHere = home !== undefined && home === (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(entry, 'base', 'repo', 'id');
    const branch = isHere ? (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, 'head', 'ref') : undefined;
    return { number, branch, commits: shas.filter(sha => sha !== undefined) };
}


/***/ }),

/***/ 6888:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ pullRequestsNotReadable),
/* harmony export */   Y: () => (/* binding */ replacedHeadsUnknown)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** The token cannot read pull requests. */
const pullRequestsNotReadable = ({ answer }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({ doing: 'read the open pull requests', answer }, 'Add "permissions: pull-requests: read" and "contents: read" to the job.', 'pull-requests-not-readable');
/** The open pull requests were read with REST, which does not show which commits a force push replaced. */
const replacedHeadsUnknown = () => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)("GitHub's REST API does not show commits that a force push replaced. A deployment of such a commit is kept only if its environment or task has the number or the branch of the pull request in its name.", 'replaced-heads-unknown');


/***/ })

};
;
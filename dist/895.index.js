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
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9639);
/* harmony import */ var _call_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7811);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(923);
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
    #in;
    #access;
    /** GitHub refuses larger pages, because each pull request includes many commits. */
    #size = new _connection_js__WEBPACK_IMPORTED_MODULE_2__/* .PageSize */ .pH(25, 6);
    /** Pull request whose commits may not all have been read. */
    #unfinished;
    constructor(client, repository, access) {
        this.#client = client;
        this.#access = access;
        this.#in = { owner: repository.owner, repo: repository.name };
    }
    /** Returns the numbers of the open pull requests by commit. */
    async byCommit() {
        const numbers = new Map();
        await this.#access.orRest(() => this.#readByGraphql(numbers), () => this.#readByRest(numbers));
        return numbers;
    }
    async #readByGraphql(numbers) {
        let after;
        for (let count = 1; count <= maxPages; count++) {
            const page = await this.#page(after);
            for (const pullRequest of page.pullRequests) {
                this.#unfinished = pullRequest.number;
                for await (const commits of this.#commitsOf(pullRequest)) {
                    for (const sha of commits)
                        numbers.set(sha, pullRequest.number);
                }
            }
            after = page.next;
            if (after === undefined)
                return;
        }
        throw tooMany();
    }
    #page(after) {
        const parse = (data) => {
            const connection = (0,_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .connectionOf */ .ao)((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(data, 'data', 'repository', 'pullRequests'));
            if (connection === undefined)
                return undefined;
            const { nodes, next } = connection;
            const pullRequests = nodes.map(pullRequestFrom).filter(node => node !== undefined);
            return pullRequests.length < nodes.length ? undefined : { pullRequests, next };
        };
        const variables = { ...this.#in, after: after ?? null };
        return (0,_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .readPage */ .SP)(this.#client, this.#size, {
            doing: 'read the open pull requests',
            query: openQuery,
            variables,
            parse
        });
    }
    /** Returns the commit that a pull request was merged as, or `undefined` if GitHub does not say. */
    mergeCommit(number) {
        const doing = `find the merge commit of pull request #${number}`;
        const graphqlSays = () => this.#client.read({
            doing,
            method: 'POST',
            path: _call_js__WEBPACK_IMPORTED_MODULE_1__/* .graphql */ .U,
            parameters: { query: mergeCommitQuery, variables: { ...this.#in, number } },
            parse: data => ({ sha: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(data, 'data', 'repository', 'pullRequest', 'mergeCommit', 'oid') })
        });
        const restSays = () => this.#client.read({
            doing,
            method: 'GET',
            path: '/repos/{owner}/{repo}/pulls/{pull_number}',
            parameters: { ...this.#in, pull_number: number },
            parse: data => ({ sha: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(data, 'merge_commit_sha') })
        });
        return this.#access.orRest(graphqlSays, restSays).then(({ sha }) => sha);
    }
    async *#commitsOf({ number, commits, before }) {
        yield commits;
        for (let count = 1; before !== undefined && count <= maxPages; count++) {
            const earlier = await this.#earlier(number, before);
            yield earlier.commits;
            before = earlier.before;
        }
    }
    #earlier(number, before) {
        return this.#client.read({
            doing: `read the commits of pull request #${number}`,
            method: 'POST',
            path: _call_js__WEBPACK_IMPORTED_MODULE_1__/* .graphql */ .U,
            parameters: { query: commitsQuery, variables: { ...this.#in, number, before } },
            parse: data => commitsFrom((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(data, 'data', 'repository', 'pullRequest', 'commits'))
        });
    }
    /** Reads the remaining pull requests through REST, with one request for each pull request. */
    async #readByRest(numbers) {
        try {
            await this.#readAllByRest(numbers);
        }
        catch (error) {
            if (!(error instanceof _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy) || ![403, 404].includes(error.answer.status))
                throw error;
            const remedy = 'Add "permissions: pull-requests: read" and "contents: read" to the job.';
            throw new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy('read the open pull requests', error.answer, remedy);
        }
    }
    /**
     * Reads all open pull requests and their commits through REST.
     * https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request
     */
    async #readAllByRest(numbers) {
        const known = new Set(numbers.values());
        for await (const pullRequests of this.#list('/repos/{owner}/{repo}/pulls', { state: 'open' }, headFrom)) {
            for (const { number, commits } of pullRequests) {
                // The last pull request may have been read only partially.
                if (known.has(number) && number !== this.#unfinished)
                    continue;
                for (const sha of commits)
                    numbers.set(sha, number);
                const path = '/repos/{owner}/{repo}/pulls/{pull_number}/commits';
                const shaOf = (entry) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, 'sha');
                for await (const shas of this.#list(path, { pull_number: number }, shaOf)) {
                    for (const sha of shas)
                        numbers.set(sha, number);
                }
            }
        }
    }
    async *#list(path, parameters, parse) {
        for (let page = 1; page <= maxPages; page++) {
            const { entries, isLast } = await this.#client.read({
                doing: 'read the open pull requests',
                method: 'GET',
                path,
                parameters: { ...this.#in, ...parameters, per_page: 100, page },
                parse: (0,_paging_js__WEBPACK_IMPORTED_MODULE_3__/* .pageOf */ .ZZ)(parse)
            });
            yield entries;
            if (isLast)
                return;
        }
        throw tooMany();
    }
}
/** Returns the error for a list that does not end. The complete list is needed to decide which deployments to keep. */
const tooMany = () => new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF("GitHub's list of the open pull requests does not end.", 'Name the environments of closed pull requests, without "keep-open-pull-requests".');
function pullRequestFrom(node) {
    const number = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(node, 'number');
    const commits = commitsFrom((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(node, 'commits'));
    if (number === undefined || commits === undefined)
        return undefined;
    const others = [(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(node, 'headRefOid'), (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(node, 'potentialMergeCommit', 'oid'), ...replaced(node)];
    return { number, ...commits, commits: [...commits.commits, ...others.filter(sha => sha !== undefined)] };
}
/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node) {
    const pushes = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .fK)(node, 'timelineItems', 'nodes');
    return Array.isArray(pushes) ? pushes.map((push) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(push, 'beforeCommit', 'oid')) : [];
}
function commitsFrom(connection) {
    const page = (0,_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .connectionOf */ .ao)(connection, _connection_js__WEBPACK_IMPORTED_MODULE_2__/* .backward */ .eK);
    if (page === undefined)
        return undefined;
    const commits = page.nodes.flatMap(node => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(node, 'commit', 'oid') ?? []);
    return { commits, before: page.next };
}
function headFrom(entry) {
    const number = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(entry, 'number');
    if (number === undefined)
        return undefined;
    const shas = [(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, 'head', 'sha'), (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, 'merge_commit_sha')];
    return { number, commits: shas.filter(sha => sha !== undefined), before: undefined };
}


/***/ })

};
;
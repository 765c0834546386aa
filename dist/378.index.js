"use strict";
exports.id = 378;
exports.ids = [378];
exports.modules = {

/***/ 2378:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PullRequests: () => (/* binding */ PullRequests)
});

// EXTERNAL MODULE: ../domain/json.ts
var json = __webpack_require__(1612);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
;// CONCATENATED MODULE: ../messages/pull-requests.ts

/** The token cannot read pull requests. */
const pullRequestsNotReadable = ({ answer }) => new problem/* GitHubProblem */.Jy({ doing: 'read the open pull requests', answer }, 'Add "permissions: pull-requests: read" and "contents: read" to the job.', 'pull-requests-not-readable');
/** The list of open pull requests has more pages than the action reads. */
const pullRequestsEndless = () => new problem/* Problem */.AF("GitHub's list of the open pull requests does not end.", 'Name the environments of closed pull requests, without "keep-open-pull-requests".', 'pull-requests-endless');

// EXTERNAL MODULE: ../github/call.ts
var call = __webpack_require__(7811);
// EXTERNAL MODULE: ../github/connection.ts
var github_connection = __webpack_require__(923);
// EXTERNAL MODULE: ../github/page-readers.ts
var page_readers = __webpack_require__(6161);
;// CONCATENATED MODULE: ../github/pull-requests.ts






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
    #size = new github_connection/* PageSize */.pH(25, 6);
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
            const page = await (0,github_connection/* readPage */.SP)(this.#client, this.#size, {
                doing: 'read the open pull requests',
                query: openQuery,
                variables: { ...this.#client.repository, after: after ?? null },
                parse: data => (0,page_readers/* pageFrom */.so)((0,json/* valueAt */.fK)(data, 'data', 'repository', 'pullRequests'), pullRequestFrom)
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
        throw pullRequestsEndless();
    }
    /** Returns the commit that a pull request was merged as, or `undefined` if GitHub does not say. */
    mergeCommit(number) {
        const doing = `find the merge commit of pull request #${number}`;
        const graphqlSays = () => this.#client.read({
            doing,
            method: 'POST',
            path: call/* graphql */.U,
            parameters: { query: mergeCommitQuery, variables: { ...this.#client.repository, number } },
            parse: data => ({ sha: (0,json/* textAt */.$6)(data, 'data', 'repository', 'pullRequest', 'mergeCommit', 'oid') })
        });
        const restSays = () => this.#client.read({
            doing,
            method: 'GET',
            path: '/pulls/{pull_number}',
            parameters: { pull_number: number },
            parse: data => ({ sha: (0,json/* textAt */.$6)(data, 'merge_commit_sha') })
        });
        return this.#access.orRest(graphqlSays, restSays).then(({ sha }) => sha);
    }
    async *#commitsOf({ number, commits, before }) {
        yield commits;
        for (let count = 1; before !== undefined && count <= maxPages; count++) {
            const earlier = await this.#client.read({
                doing: `read the commits of pull request #${number}`,
                method: 'POST',
                path: call/* graphql */.U,
                parameters: { query: commitsQuery, variables: { ...this.#client.repository, number, before } },
                parse: data => commitsFrom((0,json/* valueAt */.fK)(data, 'data', 'repository', 'pullRequest', 'commits'))
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
                const shaOf = (entry) => (0,json/* textAt */.$6)(entry, 'sha');
                for await (const shas of this.#list(path, { pull_number: number }, shaOf)) {
                    for (const sha of shas)
                        numbers.set(sha, number);
                }
            }
        }
    }
    async *#list(path, parameters, parse) {
        const list = { doing: 'read the open pull requests', path, parameters, parseEntry: parse };
        for await (const { entries, isLast } of (0,page_readers/* restPages */.N4)(this.#client, list)) {
            yield entries;
            if (isLast)
                return;
        }
        throw pullRequestsEndless();
    }
}
function notReadable(error) {
    if (!(error instanceof problem/* GitHubProblem */.Jy) || ![403, 404].includes(error.answer.status))
        throw error;
    throw pullRequestsNotReadable(error);
}
function pullRequestFrom(node) {
    const number = (0,json/* numberAt */.tk)(node, 'number');
    const commits = commitsFrom((0,json/* valueAt */.fK)(node, 'commits'));
    if (number === undefined || commits === undefined)
        return undefined;
    const others = [(0,json/* textAt */.$6)(node, 'headRefOid'), (0,json/* textAt */.$6)(node, 'potentialMergeCommit', 'oid'), ...replaced(node)];
    return { number, ...commits, commits: [...commits.commits, ...others.filter(sha => sha !== undefined)] };
}
/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node) {
    const pushes = (0,json/* valueAt */.fK)(node, 'timelineItems', 'nodes');
    return Array.isArray(pushes) ? pushes.map((push) => (0,json/* textAt */.$6)(push, 'beforeCommit', 'oid')) : [];
}
function commitsFrom(connection) {
    const page = (0,github_connection/* connectionOf */.ao)(connection, github_connection/* backward */.eK);
    if (page === undefined)
        return undefined;
    const commits = page.nodes.flatMap(node => (0,json/* textAt */.$6)(node, 'commit', 'oid') ?? []);
    return { commits, before: page.next };
}
function headFrom(entry) {
    const number = (0,json/* numberAt */.tk)(entry, 'number');
    if (number === undefined)
        return undefined;
    const shas = [(0,json/* textAt */.$6)(entry, 'head', 'sha'), (0,json/* textAt */.$6)(entry, 'merge_commit_sha')];
    return { number, commits: shas.filter(sha => sha !== undefined), before: undefined };
}


/***/ })

};
;
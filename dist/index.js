/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 289:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DG: () => (/* binding */ isLive),
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   TE: () => (/* binding */ creatorFrom),
/* harmony export */   V3: () => (/* binding */ payloadJson),
/* harmony export */   dR: () => (/* binding */ isFinal),
/* harmony export */   fW: () => (/* binding */ isJobsOwn),
/* harmony export */   ht: () => (/* binding */ githubsRecordOf),
/* harmony export */   iE: () => (/* binding */ sameEnvironment),
/* harmony export */   ir: () => (/* binding */ deploymentFrom),
/* harmony export */   m3: () => (/* binding */ shortRef),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ decodedPayload),
/* harmony export */   v2: () => (/* binding */ isInState),
/* harmony export */   vI: () => (/* binding */ shortened),
/* harmony export */   xP: () => (/* binding */ states),
/* harmony export */   zO: () => (/* binding */ statusFrom)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1612);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8097);


/** States that the API accepts for a deployment. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
const states = ['error', 'failure', 'inactive', 'in_progress', 'pending', 'queued', 'success'];
/** Reads a deployment in the format of the REST API and of events. Returns `undefined` for anything else. */
function deploymentFrom(json) {
    const id = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(json, 'id');
    const sha = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'sha');
    const environment = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'environment');
    const payload = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(json, 'payload') ?? {};
    if (id === undefined || sha === undefined || environment === undefined)
        return undefined;
    return {
        id,
        nodeId: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'node_id') ?? '',
        url: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'url') ?? '',
        sha,
        ref: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'ref') ?? sha,
        task: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'task') ?? 'deploy',
        environment,
        description: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'description') ?? '',
        payload,
        transient: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(json, 'transient_environment') === true,
        production: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(json, 'production_environment') === true,
        creator: creatorFrom((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(json, 'creator'), 'type'),
        createdAt: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'created_at') ?? ''
    };
}
/**
 * Reads the creator of a deployment.
 *
 * @param typeKey `type` in the REST API, `__typename` in GraphQL
 */
function creatorFrom(account, typeKey) {
    const login = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(account, 'login');
    if (login === undefined)
        return undefined;
    return { login: login.replace(/\[bot\]$/, ''), isBot: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(account, typeKey) === 'Bot' };
}
/** Reads a status in the format of the REST API and of events. Returns `undefined` for anything else. */
function statusFrom(json) {
    const id = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(json, 'id');
    const state = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'state');
    if (id === undefined || state === undefined)
        return undefined;
    return {
        id,
        state,
        description: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'description') ?? '',
        environmentUrl: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'environment_url') ?? '',
        logUrl: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'log_url') ?? '',
        createdAt: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'created_at') ?? ''
    };
}
/**
 * Whether a deployment is live by its latest status: it has not failed and is not inactive. A deployment without a
 * status is also live, because somebody is about to start it.
 */
const isLive = (state) => !['failure', 'error', 'inactive'].includes(state ?? '');
/** Whether a state is final, so nobody is expected to change it. */
const isFinal = (state) => state === 'success' || !isLive(state);
/** Whether the latest status is in one of the states. GitHub shows a deployment without a status as pending. */
const isInState = (state, wanted) => wanted.includes(state ?? 'pending');
/** Environment names are not case sensitive. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
const sameEnvironment = (a, b) => a.toLowerCase() === b.toLowerCase();
/**
 * Returns which job a deployment is GitHub's own record for, or `undefined` for a deployment that somebody created.
 * GitHub keeps a record for each job with `environment:`. Its log URL is the page of a job. Neither the record nor its
 * statuses have a description, but every status from this action has one. Only GitHub sets `waiting`.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
function githubsRecordOf(listed, run) {
    const isDescribed = (listed.description ?? '') !== '' || (listed.statusDescription ?? '') !== '';
    const page = isDescribed ? undefined : (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .logPageOf */ .NB)(listed.logUrl, run);
    if (page?.checkRunId !== undefined)
        return (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnLog */ .xz)(page, run) ? 'this job' : 'another job';
    return listed.state === 'waiting' ? 'another job' : undefined;
}
/** Whether a deployment is GitHub's own record for this very job. */
const isJobsOwn = (listed, run) => githubsRecordOf(listed, run) === 'this job';
/** Maximum length of a description at GitHub. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
const maxDescriptionLength = 140;
/** Shortens a text to at most 140 code points. If it cuts the text, the last code point is `\u2026`. */
function shortened(text) {
    const points = Array.from(text);
    return points.length <= maxDescriptionLength ? text : `${points.slice(0, maxDescriptionLength - 1).join('')}\u2026`;
}
/** Whether a ref is a commit SHA, not a branch or a tag. */
const isSha = (ref) => /^[0-9a-f]{40}$/i.test(ref);
/** Returns a ref in short form: the first seven digits of a SHA, or the branch or tag as it is. */
const shortRef = (ref) => (isSha(ref) ? ref.slice(0, 7) : ref);
/** Formats a time span: `4s`, `1m 23s`, `2h 5m`. */
function duration(milliseconds) {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    const parts = [
        [Math.floor(seconds / 86_400), 'd'],
        [Math.floor(seconds / 3600) % 24, 'h'],
        [Math.floor(seconds / 60) % 60, 'm'],
        [seconds % 60, 's']
    ];
    const first = parts.findIndex(([count]) => count > 0);
    if (first === -1)
        return '0s';
    return parts
        .slice(first, first + 2)
        .filter(([count]) => count > 0)
        .map(([count, unit]) => `${count}${unit}`)
        .join(' ');
}
/**
 * Returns the object in a payload that is text, because GraphQL and some tools encode an object twice. Returns every
 * other payload as it is.
 */
function decodedPayload(payload) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .decoded */ .DH)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .decoded */ .DH)(payload));
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) ? value : payload;
}
/** Returns a payload as JSON text for `fromJSON`. */
const payloadJson = (payload) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonText */ .s$)(decodedPayload(payload) ?? {});


/***/ }),

/***/ 704:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ wasAtWork),
/* harmony export */   N2: () => (/* binding */ needsMoreStatuses),
/* harmony export */   OE: () => (/* binding */ goBack),
/* harmony export */   x3: () => (/* binding */ wasGood)
/* harmony export */ });
const statesOf = ({ state, states }) => states ?? (state === undefined ? [] : [state]);
/** Returns how a deployment ended, or its current state. A later `inactive` only says that it is not live any more. */
const resultOf = (past) => statesOf(past).find(state => state !== 'inactive');
const isFailed = (state) => state === 'failure' || state === 'error';
/** Whether a deployment was good in the end: its newest status that is not `inactive` is `success`. */
const wasGood = (past) => resultOf(past) === 'success';
/** Whether anything was deployed: the deployment succeeded, failed, or is or was in progress. */
function wasAtWork(past) {
    const result = resultOf(past);
    return result === 'success' || result === 'in_progress' || isFailed(result);
}
/** Whether a deployment succeeded and was marked as failed later, for example by an end-to-end test. */
const wasRevoked = (past) => isFailed(resultOf(past)) && statesOf(past).includes('success');
/** Whether older statuses, which were not read, can change the answers of the functions above. */
function needsMoreStatuses(past) {
    const isDecided = wasRevoked(past) || (resultOf(past) !== undefined && !isFailed(resultOf(past)));
    return past.hasMoreStatuses === true && !isDecided;
}
/**
 * Returns the deployment to go back to, or `undefined` if the list has none. From a deployment that was good in the
 * end, this is the newest older one that was good in the end and has another commit. From any other, the commit may be
 * the same. Never returns a commit that succeeded in a newer deployment and was marked as failed later.
 *
 * @param past all deployments of one environment and task, the newest first
 * @param from one of them
 */
function goBack(past, from) {
    const place = past.indexOf(from);
    const revoked = new Set();
    for (const [index, one] of past.entries()) {
        const isSame = wasGood(from) && one.sha === from.sha;
        if (index > place && wasGood(one) && !isSame && !revoked.has(one.sha))
            return one;
        if (wasRevoked(one))
            revoked.add(one.sha);
    }
    return undefined;
}


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ matchesIntent),
/* harmony export */   o: () => (/* binding */ intentOf)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(289);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1612);


/**
 * Returns our own payload as text, or the SHA-256 of an author's payload. Loads the module for this only if needed,
 * because loading it takes 4 ms before every deploy.
 */
async function known(payload, isMarked) {
    const text = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .canonical */ .$N)(payload);
    if (isMarked)
        return text;
    const { hash } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7598, 23));
    return hash('sha256', text);
}
/** Returns the intent to create a deployment at this moment. */
async function intentOf(deployment, isMarked, savedAtMs) {
    const { ref, task, environment, description } = deployment;
    const payload = await known(deployment.payload, isMarked);
    return { ref, task, environment, payload, description, isMarked, savedAtMs };
}
/**
 * Whether a deployment matches an intent. All the fields that were sent must be equal. Unless the payload names this
 * very step, the deployment must also not be older than the intent.
 *
 * @param githubAhead milliseconds by which GitHub's clock is ahead of ours
 */
async function matchesIntent(deployment, intent, githubAhead) {
    const same = deployment.task === intent.task &&
        (0,_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .sameEnvironment */ .iE)(deployment.environment, intent.environment) &&
        deployment.description === intent.description &&
        (deployment.ref === intent.ref || deployment.sha === intent.ref);
    if (!same)
        return false;
    if ((await known(deployment.payload, intent.isMarked)) !== intent.payload)
        return false;
    if (intent.isMarked)
        return true;
    // GitHub writes whole seconds by its own clock, and we know this clock to the second.
    return Date.parse(deployment.createdAt) >= Math.floor((intent.savedAtMs + githubAhead) / 1000) * 1000 - 1000;
}


/***/ }),

/***/ 1612:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   $N: () => (/* binding */ canonical),
/* harmony export */   DH: () => (/* binding */ decoded),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   s$: () => (/* binding */ jsonText),
/* harmony export */   tk: () => (/* binding */ numberAt)
/* harmony export */ });
/** Functions that read JSON from outside (events, answers, state). Every value is `unknown` until it is checked. */
/** Whether a value is an object with keys. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** Returns the value at a path of keys, or `undefined` if the path ends early. */
function valueAt(value, ...path) {
    return path.reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
/** Returns the non-empty text at a path of keys, or `undefined`. */
function textAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === 'string' && found !== '' ? found : undefined;
}
/** Returns the whole number at a path of keys, or `undefined`. */
function numberAt(value, ...path) {
    const found = valueAt(value, ...path);
    return Number.isSafeInteger(found) ? found : undefined;
}
/** Parses a JSON text. Returns `undefined` for any other text, and every value that is not a text as it is. */
function decoded(value) {
    if (typeof value !== 'string')
        return value;
    try {
        return JSON.parse(value);
    }
    catch {
        // Not JSON.
    }
    return undefined;
}
/** Octokit reads whole numbers beyond 2\u2075\u00b3 as `bigint`, which is not JSON. They become numbers again. */
const withoutBigInt = (value) => (typeof value === 'bigint' ? Number(value) : value);
/** Returns the JSON text of a value. */
const jsonText = (value) => JSON.stringify(value ?? null, (_key, inner) => withoutBigInt(inner));
/** Returns the same text for equal JSON values, regardless of the order of their keys. */
const canonical = (value) => JSON.stringify(value ?? null, (_key, inner) => isObject(inner)
    ? Object.fromEntries(Object.keys(inner)
        .sort()
        .map(key => [key, inner[key]]))
    : withoutBigInt(inner));


/***/ }),

/***/ 8097:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ serverOf),
/* harmony export */   MN: () => (/* binding */ runPayload),
/* harmony export */   NB: () => (/* binding */ logPageOf),
/* harmony export */   Nm: () => (/* binding */ sameOrigin),
/* harmony export */   RB: () => (/* binding */ sameRepository),
/* harmony export */   SR: () => (/* binding */ runIdOf),
/* harmony export */   fq: () => (/* binding */ fullName),
/* harmony export */   gO: () => (/* binding */ logUrl),
/* harmony export */   lY: () => (/* binding */ isRunsOwn),
/* harmony export */   qE: () => (/* binding */ isOnEnterpriseServer),
/* harmony export */   xz: () => (/* binding */ isOwnLog)
/* harmony export */ });
/* unused harmony export runUrl */
/** Returns `owner/name`. */
const fullName = ({ owner, name }) => `${owner}/${name}`;
/** Repository names are not case sensitive. https://docs.github.com/rest/repos/repos#get-a-repository */
const sameRepository = (a, b) => fullName(a).toLowerCase() === fullName(b).toLowerCase();
const runPage = (run) => `${run.serverUrl}/${fullName(run.repository)}/actions/runs/${run.runId}`;
/** Returns the page of this attempt of the run. */
const runUrl = (run) => `${runPage(run)}/attempts/${run.runAttempt}`;
/** Returns the page with this job's log, or the page of the attempt if the check run id is unknown. */
const logUrl = (run) => run.checkRunId === undefined ? runUrl(run) : `${runPage(run)}/job/${run.checkRunId}`;
/** Returns the default payload of a deployment. It names the run, job, step and operation that made the deployment. */
function runPayload(run, operation) {
    return {
        run_id: run.runId,
        run_attempt: run.runAttempt,
        run_url: runUrl(run),
        check_run_id: run.checkRunId,
        workflow: run.workflow,
        job: run.job,
        step: run.step,
        actor: run.actor,
        event: run.event,
        operation
    };
}
/** Whether two addresses have the same origin. A token for one host is not valid for another. */
const sameOrigin = (a, b) => URL.parse(a)?.origin === URL.parse(b)?.origin;
/** Whether a repository at an API is the repository that the workflow runs in. */
const isRunsOwn = ({ apiUrl, repository }, run) => sameOrigin(apiUrl, run.apiUrl) && sameRepository(repository, run.repository);
/**
 * Returns the web address of the server that an API belongs to. It can differ from the server that the workflow runs
 * on.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
function serverOf(apiUrl, run) {
    if (sameOrigin(apiUrl, run.apiUrl))
        return run.serverUrl;
    return apiUrl.endsWith('/api/v3') ? apiUrl.slice(0, -'/api/v3'.length) : apiUrl.replace('://api.', '://');
}
/**
 * Whether the run is on a GitHub Enterprise Server, whose API is below `/api/v3`. The server does not support
 * `deployment: false`.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
const isOnEnterpriseServer = ({ apiUrl }) => apiUrl.endsWith('/api/v3');
/**
 * Reads the run and job in the run's repository from a log URL. Returns `undefined` for every other URL. Older records
 * have `/runs/<check run>`, newer records have `/actions/runs/<run>/job/<check run>`.
 * https://docs.github.com/rest/checks/runs
 */
function logPageOf(url, run) {
    const path = pathOnServer(url, run);
    if (path === undefined)
        return undefined;
    const root = `${new URL(run.serverUrl).pathname.replace(/\/$/, '')}/${fullName(run.repository)}/`;
    if (!path.toLowerCase().startsWith(root.toLowerCase()))
        return undefined;
    const page = /^(?:actions\/runs\/(\d+)(?:\/attempts\/(\d+))?(?:\/jobs?\/(\d+))?|runs\/(\d+))\/?$/;
    const found = page.exec(path.slice(root.length));
    if (found === null)
        return undefined;
    const [, runId, runAttempt, job, checkRun] = found;
    return { runId: number(runId), runAttempt: number(runAttempt), checkRunId: number(job ?? checkRun) };
}
/** Reads the run from a log URL of any repository on the server. Run ids are unique on a server. */
function runIdOf(url, run) {
    return number(/\/actions\/runs\/(\d+)(?:\/|$)/.exec(pathOnServer(url, run) ?? '')?.[1]);
}
const number = (text) => (text === undefined ? undefined : Number(text));
/** Returns the path of an address on the run's server, or `undefined` for every other address. */
function pathOnServer(url, run) {
    const address = URL.parse(url ?? '');
    return address !== null && sameOrigin(address.href, run.serverUrl) ? address.pathname : undefined;
}
/** Whether a log page belongs to this job. If the job's check run id is unknown, any page of this run counts. */
const isOwnLog = (page, run) => run.checkRunId === undefined ? page.runId === run.runId : page.checkRunId === run.checkRunId;


/***/ }),

/***/ 8305:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ GraphqlAccess),
/* harmony export */   v: () => (/* binding */ isRefusal)
/* harmony export */ });
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7791);

/**
 * Whether GraphQL refused a request that REST may still answer. Examples are a missing token scope, an old server and
 * an exhausted rate limit. A secondary rate limit does not count, because it applies to both APIs.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#secondary-rate-limits
 */
function isRefusal(error) {
    if (!(error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy))
        return false;
    const { status, limit, isForeign } = error.answer;
    return isForeign === true || (status >= 200 && status < 500 && limit !== 'secondary');
}
/** Remembers during this step if GraphQL can read and write, so requests that cannot succeed are not sent again. */
class GraphqlAccess {
    /** False after GraphQL did not find the repository, or its rate limit lasts longer than this step can wait. */
    reads = true;
    /** False after GraphQL refused to write. */
    writes = true;
    /**
     * Returns the result from GraphQL, or from REST if GraphQL refuses. In a private repository, GraphQL answers "not
     * found" to every query if the token cannot read the code. REST returns the deployments to the same token.
     * https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps (repo_deployment)
     */
    async orRest(graphql, rest) {
        if (!this.reads)
            return rest();
        try {
            return await graphql();
        }
        catch (error) {
            if (!isRefusal(error))
                throw error;
            this.refused(error);
            return rest();
        }
    }
    /** Records that GraphQL refused to read the repository. */
    refused({ answer }) {
        if (answer.status !== 404 && answer.limit !== 'primary')
            return;
        this.reads = false;
        this.writes = false;
    }
}


/***/ }),

/***/ 7811:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ graphql)
/* harmony export */ });
const graphql = Symbol('graphql');


/***/ }),

/***/ 9549:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IW: () => (/* binding */ graphqlFault),
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   NH: () => (/* binding */ httpFault),
/* harmony export */   R4: () => (/* binding */ errorsIn),
/* harmony export */   SR: () => (/* binding */ isTooExpensive),
/* harmony export */   cV: () => (/* binding */ Failed),
/* harmony export */   dM: () => (/* binding */ graphqlErrors),
/* harmony export */   ow: () => (/* binding */ isAboutPermissions)
/* harmony export */ });
/* unused harmony export limitOf */
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1612);
/* harmony import */ var _messages_broken_answers_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6657);
/* harmony import */ var _transport_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1341);



/** Error that carries a fault, thrown by the code that reads an answer. */
class Failed extends Error {
    fault;
    constructor(fault) {
        super(fault.answer.message);
        this.name = 'Failed';
        this.fault = fault;
    }
}
/** Codes of network errors that occur before the request is sent. */
const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Whether repeats cannot help: redirects that are not followed, refusing proxies and TLS failures. */
const isPermanent = (code) => ['REDIRECT', 'PROXY_LOGIN', 'PROXY_REFUSED'].includes(code) || (0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isCertificate */ .Yn)(code) || (0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isHandshake */ .eL)(code);
/**
 * Converts an error that Octokit throws to a fault.
 *
 * @throws the error itself if it is a defect of the action
 */
function faultOf(error) {
    if (error instanceof Failed)
        return error.fault;
    if (error instanceof Error && error.cause instanceof _transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .TransportError */ .wX)
        return transportFault(error.cause);
    const response = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(error, 'response');
    if (!(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(response))
        throw error;
    return httpFault((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(error, 'status') ?? 0, response['headers'], response['data']);
}
function transportFault({ code, message, beforeSending }) {
    const answer = { status: 0, message, ...(/^(HPE_|BODY_TOO_LARGE$)/.test(code) && { isForeign: true }) };
    if (isPermanent(code))
        return { certainty: 'answered', answer, data: { code } };
    const certainty = beforeSending || neverSent.includes(code) ? 'refused' : 'open';
    return { certainty, answer, isUnknownHost: code === 'ENOTFOUND' };
}
/** Returns the fault of an answer that is an error, or that is not JSON. */
function httpFault(status, headers, data) {
    const requestId = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'x-github-request-id');
    const message = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(data, 'message') ?? (status >= 500 ? 'GitHub could not answer' : `GitHub answered ${status}`);
    const answer = { status, message, requestId };
    const limited = limitOf(status, headers, message);
    if (limited !== undefined)
        return { certainty: 'refused', answer, ...limited };
    // 408 comes from a proxy: the request or its answer took too long.
    if (status >= 500 || status === 408)
        return { certainty: 'open', answer, waitMs: millisecondsIn(headers, 'retry-after') };
    // GitHub's API always answers with JSON.
    if (typeof data === 'string') {
        const foreign = {
            requestId,
            isForeign: true,
            status: 0,
            message: (0,_messages_broken_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .answerNotFromApi */ .Gq)({ status, words: firstTextOf(data) })
        };
        // The answer has no HTTP status, because the status is not GitHub's. A page with 404 does not mean that the
        // deployment was deleted. If the status is a success, GitHub may have completed the request.
        return status < 300
            ? { certainty: 'open', answer: foreign }
            : { certainty: 'answered', answer: foreign, data: undefined };
    }
    const permissions = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'x-accepted-github-permissions');
    return { certainty: 'answered', answer, data, permissions };
}
/** Maximum number of characters to search for the first words of a page, because the search may be slow. */
const maxPageLength = 20_000;
/** Maximum number of characters of a page in a message. */
const maxQuoteLength = 120;
/** Returns the first words of a page without its markup. */
function firstTextOf(page) {
    const text = page
        .slice(0, maxPageLength)
        .replaceAll(/<(script|style)\b[^>]*>.*?(<\/\1>|$)|<!--.*?(-->|$)|<[^>]*(>|$)/gis, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
    return text.length > maxQuoteLength ? `${text.slice(0, maxQuoteLength).trimEnd()}\u2026` : text;
}
/**
 * Returns the rate limit that an answer reports, and when to send the next request.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function limitOf(status, headers, message) {
    const waitMs = millisecondsIn(headers, 'retry-after');
    const secondary = /secondary rate/i.test(message);
    const isUsedUp = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'x-ratelimit-remaining') === '0';
    const primary = !secondary && (isUsedUp || /rate limit exceeded/i.test(message));
    if (status !== 429 && !(status === 403 && (secondary || primary || waitMs !== undefined)))
        return undefined;
    const limit = primary ? 'primary' : 'secondary';
    if (waitMs !== undefined)
        return { limit, waitMs };
    const untilMs = primary ? millisecondsIn(headers, 'x-ratelimit-reset') : undefined;
    return untilMs === undefined ? { limit } : { limit, untilMs };
}
/** Returns the milliseconds of a header that has a number of seconds. */
function millisecondsIn(headers, name) {
    const seconds = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, name) ?? '';
    return /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}
/** Returns the `errors` of an answer. */
function errorsIn(data) {
    const errors = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(data, 'errors');
    return Array.isArray(errors) ? errors : [];
}
/** Returns the errors in a GraphQL answer. */
function graphqlErrors(data) {
    return errorsIn(data).map(error => {
        const path = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(error, 'path');
        return {
            type: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(error, 'type'),
            message: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(error, 'message') ?? 'GitHub does not say why',
            path: Array.isArray(path) ? path.join('.') : ''
        };
    });
}
/** HTTP status for each GraphQL error type that means a refusal. */
const graphqlStatus = { FORBIDDEN: 403, INSUFFICIENT_SCOPES: 403, NOT_FOUND: 404 };
/**
 * Returns the fault of a whole GraphQL answer, because GraphQL uses HTTP 200 for errors, too. If a partial answer is
 * accepted (`partial`), the caller handles the errors of single fields.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
function graphqlFault(data, headers, about, partial) {
    const errors = graphqlErrors(data);
    const [first] = errors;
    if (first === undefined)
        return undefined;
    const answer = { ...about, status: graphqlStatus[first.type ?? ''] ?? about.status, message: first.message };
    const isPart = partial && (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(data, 'data'));
    const limited = errors.find(({ type, message }) => type === 'RATE_LIMITED' || /secondary rate/i.test(message));
    if (limited !== undefined) {
        // GitHub completed the mutations before the limit.
        const certainty = isPart ? 'open' : 'refused';
        return { certainty, answer: { ...answer, message: limited.message }, ...limitOf(429, headers, limited.message) };
    }
    const unsure = errors.find(({ message }) => /something went wrong|in time|time(d)? ?out/i.test(message));
    if (unsure !== undefined)
        return { certainty: 'open', answer: { ...answer, message: unsure.message } };
    return isPart ? undefined : { certainty: 'answered', answer, data };
}
/** Whether GitHub refused a query as too expensive. It does so long before its documented limits. */
const isTooExpensive = (message) => /resource limits for this query exceeded/i.test(message);
/** Whether GitHub refused because the token lacks a permission. */
const isAboutPermissions = (message) => /not accessible by|not granted the required scopes|must have|the correct permissions/i.test(message);


/***/ }),

/***/ 8271:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mc: () => (/* binding */ entriesOf),
/* harmony export */   Mr: () => (/* binding */ orMissing),
/* harmony export */   N4: () => (/* binding */ restPages),
/* harmony export */   SV: () => (/* binding */ firstPage),
/* harmony export */   T0: () => (/* binding */ pageSize),
/* harmony export */   U_: () => (/* binding */ graphqlPages),
/* harmony export */   W1: () => (/* binding */ ifMissing),
/* harmony export */   eK: () => (/* binding */ backward),
/* harmony export */   pw: () => (/* binding */ connectionFrom),
/* harmony export */   vj: () => (/* binding */ maxRestPages)
/* harmony export */ });
/* unused harmony export pageOf */
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1612);
/* harmony import */ var _messages_listings_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7935);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7791);



/**
 * Maximum page size.
 * https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
const pageSize = 100;
/** Maximum number of pages of a REST list, so a faulty server cannot keep it running. */
const maxRestPages = 100;
/** Maximum number of pages of a GraphQL list: 100,000 entries in full pages. */
const maxGraphqlPages = 1000;
/**
 * Reads the pages of a REST list, newest entry first.
 *
 * @throws Problem if the list does not end
 */
async function* restPages(client, { parseEntry, parameters, ...list }, timeLimits = {}) {
    for (let number = 1; number <= maxRestPages; number++) {
        const page = await client.read({
            ...list,
            method: 'GET',
            parameters: { ...parameters, per_page: pageSize, page: number },
            parse: pageOf(parseEntry)
        }, timeLimits);
        yield page;
        if (page.isLast)
            return;
    }
    throw (0,_messages_listings_js__WEBPACK_IMPORTED_MODULE_0__/* .listEndless */ .R)({ doing: list.doing });
}
/**
 * Reads a page of a REST list. GitHub names the next page in the `Link` header. A proxy may drop headers, so a full
 * page without this header is not treated as the last one.
 */
const pageOf = (parse) => (data, headers) => {
    const entries = parsedAll(data, parse);
    if (entries === undefined)
        return undefined;
    const link = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(headers, 'link');
    return { entries, isLast: link === undefined ? entries.length < pageSize : !link.includes('rel="next"') };
};
/**
 * Reads the pages of a connection.
 *
 * @param first the first page, if it was already read
 * @throws Problem if the list does not end
 */
async function* graphqlPages(doing, read, first) {
    let page = first ?? (await read(undefined));
    for (let count = 1;; count++) {
        yield page;
        const { next } = page;
        if (next === undefined)
            return;
        if (count === maxGraphqlPages)
            throw (0,_messages_listings_js__WEBPACK_IMPORTED_MODULE_0__/* .listEndless */ .R)({ doing });
        page = await read(next);
        // A server that ignores the cursor returns the same page again.
        if (page.next === next)
            throw (0,_messages_listings_js__WEBPACK_IMPORTED_MODULE_0__/* .listEndless */ .R)({ doing });
    }
}
const forward = { hasMore: 'hasNextPage', cursor: 'endCursor' };
const backward = { hasMore: 'hasPreviousPage', cursor: 'startCursor' };
/**
 * Reads a page of a connection with the parser for its nodes. A page with a node that cannot be parsed is requested
 * again.
 * https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api
 */
function connectionFrom(connection, parse, { hasMore, cursor } = forward) {
    const entries = parsedAll((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(connection, 'nodes'), parse);
    const isLast = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(connection, 'pageInfo', hasMore) !== true;
    const next = isLast ? undefined : (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(connection, 'pageInfo', cursor);
    // If there is a next page but no cursor, this page must not be treated as the last one.
    if (entries === undefined || (!isLast && next === undefined))
        return undefined;
    return { entries, isLast, next };
}
/** Parses all entries of a list, or returns `undefined` if one of them cannot be parsed. */
function parsedAll(list, parse) {
    if (!Array.isArray(list))
        return undefined;
    const entries = list.map(parse).filter(entry => entry !== undefined);
    return entries.length < list.length ? undefined : entries;
}
/** Returns the first page of a list that has an entry, or its last page. */
async function firstPage(pages) {
    let last = { entries: [], isLast: true };
    for await (const page of pages) {
        if (page.entries.length > 0)
            return page;
        last = page;
    }
    return last;
}
/** Yields the entries of each page. */
async function* entriesOf(pages) {
    for await (const { entries } of pages)
        yield entries;
}
/**
 * Returns `undefined` if the entry does not exist, for example because somebody deleted it after another request listed
 * it.
 */
async function orMissing(read, statuses = [404]) {
    try {
        return await read();
    }
    catch (error) {
        const isMissing = error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubProblem */ .Jy && statuses.includes(error.answer.status);
        if (isMissing && error.answer.limit === undefined)
            return undefined;
        throw error;
    }
}
/** Returns `true` if the entry does not exist. */
const ifMissing = async (read) => (await orMissing(read)) === undefined ? true : undefined;


/***/ }),

/***/ 1341:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Yn: () => (/* binding */ isCertificate),
/* harmony export */   eL: () => (/* binding */ isHandshake),
/* harmony export */   wX: () => (/* binding */ TransportError)
/* harmony export */ });
/**
 * Error for a request without an HTTP answer. `code` is a Node code, such as `ECONNREFUSED`, or a code of this action.
 */
class TransportError extends Error {
    code;
    /** Whether the request was certainly not sent. */
    beforeSending;
    constructor(message, code, { beforeSending = false } = {}) {
        super(message);
        this.name = 'TransportError';
        this.code = code;
        this.beforeSending = beforeSending;
    }
}
/** Whether the TLS handshake failed. Often the other side does not speak TLS. */
const isHandshake = (code) => code === 'EPROTO' || code.startsWith('ERR_SSL_');
/** Whether the certificate of the other side was rejected. */
const isCertificate = (code) => /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME|ERR_TLS/.test(code);


/***/ }),

/***/ 6657:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AU: () => (/* binding */ answerTooLarge),
/* harmony export */   BL: () => (/* binding */ answerTooLate),
/* harmony export */   Bz: () => (/* binding */ answerIncomplete),
/* harmony export */   CR: () => (/* binding */ redirectsElsewhere),
/* harmony export */   Fp: () => (/* binding */ tooManyRedirects),
/* harmony export */   Gq: () => (/* binding */ answerNotFromApi),
/* harmony export */   lV: () => (/* binding */ answerUnknown)
/* harmony export */ });
/** Texts that replace GitHub's words if the answer is not usable. */
const tooManyRedirects = ({ most }) => `More than ${most} redirects`;
const redirectsElsewhere = ({ from, to }) => `${from} redirects to another host, ${to}`;
const answerIncomplete = () => 'The answer ended before it was complete';
const answerTooLarge = () => 'The answer is larger than 16 MiB';
const answerTooLate = ({ seconds }) => `No answer within ${seconds} seconds`;
const answerUnknown = () => 'The answer is not one that GitHub gives';
const answerNotFromApi = ({ status, words }) => `The answer (HTTP ${status}) does not come from a GitHub API: ${words === '' ? 'it is empty' : `it begins with "${words}"`}`;


/***/ }),

/***/ 8111:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AH: () => (/* binding */ eventWithoutCommit),
/* harmony export */   IN: () => (/* binding */ eventOfDeletedRef),
/* harmony export */   K5: () => (/* binding */ noCheckout),
/* harmony export */   W9: () => (/* binding */ mergeCommitRecorded)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7791);

/** The event is about a deleted branch or tag. */
const eventOfDeletedRef = ({ event }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The event ${event} is for a deleted branch or tag, so it has no commit.`, 'Skip this step with an "if:", or set the input "ref" to the commit.', 'event-of-deleted-ref');
/** The payload of the event does not contain the commit. */
const eventWithoutCommit = ({ event, path }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The event ${event} has no commit (${path} is empty).`, 'Set the input "ref" to the commit.', 'event-without-commit');
/** The author's `ref` is `HEAD`, but nothing is checked out. */
const noCheckout = () => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF('There is no commit in the workspace for "ref: HEAD".', 'Add an actions/checkout step before this one, or remove the input "ref".', 'no-checkout');
/** The author's `ref` is GitHub's test merge commit. A pull request only shows the deployments of its own commits. */
const mergeCommitRecorded = ({ what }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`${what} is GitHub's merge commit: the deployment will not show on the pull request. Leave the input "ref" out to record the pull request's own commit.`, 'merge-commit');


/***/ }),

/***/ 7935:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ listEndless)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7791);

/** A list has more pages than the action reads, or the server returns the same page again and again. */
const listEndless = ({ doing }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`Could not ${doing}: GitHub's list does not end.`, 'Name fewer environments, or remove "keep-open-pull-requests". If the list is not that long, check "api-url", or re-run the job when GitHub has recovered.', 'list-endless');


/***/ }),

/***/ 7791:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ warning),
/* harmony export */   AF: () => (/* binding */ Problem),
/* harmony export */   Jy: () => (/* binding */ GitHubProblem),
/* harmony export */   NF: () => (/* binding */ couldNot),
/* harmony export */   Ni: () => (/* binding */ isUnanswered),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   cJ: () => (/* binding */ Cancelled),
/* harmony export */   lm: () => (/* binding */ notice),
/* harmony export */   r4: () => (/* binding */ inWords),
/* harmony export */   uM: () => (/* binding */ linkTo),
/* harmony export */   z: () => (/* binding */ isForAll)
/* harmony export */ });
/** Error for workflow authors. It has two sentences: the failure and the remedy. */
class Problem extends Error {
    remedy;
    /** Anchor of its entry in docs/errors.md. */
    entry;
    constructor(message, remedy, entry) {
        super(message);
        this.name = 'Problem';
        this.remedy = remedy;
        this.entry = entry;
    }
}
/** Error for a cancelled job. It has no remedy, because the post step ends a deployment that this step started. */
class Cancelled extends Error {
    constructor() {
        super('Cancelled. If this step started a deployment, its post step will record the final state.');
        this.name = 'Cancelled';
    }
}
/** Failure at GitHub: the failed step, GitHub's answer and the remedy. */
class GitHubProblem extends Problem {
    answer;
    constructor(failed, remedy, entry) {
        super(couldNot(failed), remedy, entry);
        this.name = 'GitHubProblem';
        this.answer = failed.answer;
    }
}
/** Returns the sentence about a request that failed. */
const couldNot = ({ doing, answer }) => sentence(`Could not ${doing}: ${inWords(answer)}`);
/** Returns an answer without a full stop, with its HTTP status. */
const inWords = ({ message, status }) => `${message.trim().replace(/\.$/, '')}${status === 0 ? '' : ` (HTTP ${status})`}`;
/** Whether the only problem is that GitHub did not answer in time. */
const isUnanswered = (error) => error instanceof GitHubProblem && error.answer.unanswered === true;
/**
 * Whether GitHub refuses a request for a reason that applies to all others, too: anything but an invalid value. If the
 * token can read something but not change it, GitHub answers "not found".
 */
const isForAll = (error) => error instanceof GitHubProblem && !isUnanswered(error) && error.answer.status !== 422;
/** Returns the text as a sentence with one full stop at its end. */
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
/** Describes an error in one paragraph: the failure, the remedy and GitHub's request id. */
function explain(error) {
    if (error instanceof GitHubProblem) {
        const id = error.answer.requestId;
        return `${error.message} ${error.remedy}${id === undefined ? '' : ` [request ${id}]`}`;
    }
    // After a list, the second sentence starts on a new line.
    if (error instanceof Problem)
        return `${error.message}${error.message.endsWith('\n') ? '' : ' '}${error.remedy}`;
    if (error instanceof Cancelled)
        return error.message;
    const detail = error instanceof Error ? error.message : String(error);
    return `Unexpected error: ${sentence(detail)} Please report this with the log of a run with debug logging.`;
}
/** Returns a warning: something went wrong, but the step continues. */
const warning = (text, entry) => ({ level: 'warning', text, entry });
/** Returns a notice: nothing went wrong, but the author should know. */
const notice = (text, entry) => ({ level: 'notice', text, entry });
/**
 * Returns the link to the entry in docs/errors.md, to print after a message. It is empty if there is no entry, or if
 * the address of this action is unknown.
 *
 * @param actionUrl address of this action's files
 */
const linkTo = ({ entry }, actionUrl) => entry === undefined || actionUrl === undefined ? '' : ` See ${actionUrl}/docs/errors.md#${entry}`;


/***/ }),

/***/ 5255:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ batchSize),
/* harmony export */   n: () => (/* binding */ replicaLagMs)
/* harmony export */ });
/** Deployments per write request. GitHub times out on larger batches. */
const batchSize = 10;
/** Time for GitHub's replicas to catch up with a write, in milliseconds. */
const replicaLagMs = 1500;


/***/ }),

/***/ 1574:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ getExecOutput)
/* harmony export */ });
/**
 * Replaces `@actions/exec` in the bundle (see tsconfig.json in this folder). The real module is loaded when a command
 * is run. `@actions/core` imports it to detect the platform, which this action never does. The real module also loads
 * `child_process` and `assert`, which open a stream for errors on load.
 */
async function getExecOutput(command, args, options) {
    const exec = await __nccwpck_require__.e(/* import() */ 32).then(__nccwpck_require__.bind(__nccwpck_require__, 3032));
    return exec.getExecOutput(command, args, options);
}


/***/ }),

/***/ 6805:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ HttpClient),
/* harmony export */   _y: () => (/* binding */ restEndpointMethods),
/* harmony export */   hd: () => (/* binding */ fetch),
/* harmony export */   ud: () => (/* binding */ paginateRest)
/* harmony export */ });
/**
 * Replaces the parts of packages that this action does not use (see tsconfig.json in this folder). `@actions/github`
 * imports all of them on load.
 */
/** Replaces `undici`, which has 0.9 MB and takes 75 ms to load. `src/github/transport.ts` sends every request. */
function fetch() {
    throw new Error('undici is not bundled: every request goes through src/github/transport.ts');
}
/**
 * Replaces `@actions/http-client`, which `@actions/core` needs for OIDC tokens, and `@actions/github` for its own
 * transport. The real module also loads TLS and tunnels, which `src/github/transport.ts` loads only if a request needs
 * them.
 */
class HttpClient {
    getAgent() {
        return undefined;
    }
    getAgentDispatcher() {
        return undefined;
    }
}
/** Octokit's plugins add pagination and a method for each of about a thousand routes. This action uses a few. */
const restEndpointMethods = () => ({});
const paginateRest = () => ({});


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = require("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = require("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = require("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = require("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = require("node:querystring");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = require("timers");

/***/ }),

/***/ 4795:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

/*!
 * content-type
 * Copyright(c) 2015 Douglas Christopher Wilson
 * MIT Licensed
 */
__webpack_unused_export__ = ({ value: true });
__webpack_unused_export__ = format;
exports.qg = parse;
const TEXT_REGEXP = /^[\u0009\u0020-\u007e\u0080-\u00ff]*$/;
const TOKEN_REGEXP = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/**
 * RegExp to match chars that must be quoted-pair in RFC 9110 sec 5.6.4
 */
const QUOTE_REGEXP = /[\\"]/g;
/**
 * RegExp to match type in RFC 9110 sec 8.3.1
 *
 * media-type = type "/" subtype
 * type       = token
 * subtype    = token
 */
const TYPE_REGEXP = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/**
 * Null object perf optimization. Faster than `Object.create(null)` and `{ __proto__: null }`.
 */
const NullObject = /* @__PURE__ */ (() => {
    const C = function () { };
    C.prototype = Object.create(null);
    return C;
})();
/**
 * Format an object into a `Content-Type` header.
 */
function format(obj) {
    const { type, parameters } = obj;
    if (!type || !TYPE_REGEXP.test(type)) {
        throw new TypeError(`Invalid type: ${type}`);
    }
    let result = type;
    if (parameters) {
        for (const param of Object.keys(parameters)) {
            if (!TOKEN_REGEXP.test(param)) {
                throw new TypeError(`Invalid parameter name: ${param}`);
            }
            result += `; ${param}=${qstring(parameters[param])}`;
        }
    }
    return result;
}
/**
 * Parse a `Content-Type` header.
 */
function parse(header, options) {
    const stopChar = options?.comma === true ? COMMA : 65536; // Sentinel for "no stop char".
    const len = header.length;
    let index = skipOWS(header, options?.start ?? 0, len);
    const valueStart = index;
    index = skipValue(header, index, len, stopChar);
    const valueEnd = trailingOWS(header, valueStart, index);
    const type = header.slice(valueStart, valueEnd).toLowerCase();
    if (options?.parameters === false) {
        return { type, index, parameters: new NullObject() };
    }
    return parseParameters(header, type, index, len, stopChar);
}
const SP = 32; // " "
const HTAB = 9; // "\t"
const SEMI = 59; // ";"
const EQ = 61; // "="
const DQUOTE = 34; // '"'
const BSLASH = 92; // "\\"
const COMMA = 44; // ","
/**
 * Parses the parameters of a `Content-Type` header starting at the given index.
 */
function parseParameters(header, type, index, len, stopChar) {
    const parameters = new NullObject();
    parameter: while (index < len) {
        if (header.charCodeAt(index) === stopChar)
            break;
        index = skipOWS(header, index + 1 /* Skip over ; */, len);
        const keyStart = index;
        while (index < len) {
            const code = header.charCodeAt(index);
            if (code === stopChar)
                break parameter;
            if (code === SEMI)
                continue parameter;
            if (code === EQ) {
                const keyEnd = trailingOWS(header, keyStart, index);
                const key = header.slice(keyStart, keyEnd).toLowerCase();
                index = skipOWS(header, index + 1, len);
                if (index < len && header.charCodeAt(index) === DQUOTE) {
                    index++;
                    let value = "";
                    while (index < len) {
                        const code = header.charCodeAt(index++);
                        if (code === DQUOTE) {
                            index = skipValue(header, index, len, stopChar);
                            if (parameters[key] === undefined)
                                parameters[key] = value;
                            break;
                        }
                        if (code === BSLASH && index < len) {
                            value += header[index++];
                            continue;
                        }
                        value += String.fromCharCode(code);
                    }
                    continue parameter;
                }
                const valueStart = index;
                index = skipValue(header, index, len, stopChar);
                if (parameters[key] === undefined) {
                    const valueEnd = trailingOWS(header, valueStart, index);
                    parameters[key] = header.slice(valueStart, valueEnd);
                }
                continue parameter;
            }
            index++;
        }
    }
    return { type, index, parameters };
}
/**
 * Skip over characters until a semicolon or other exit character.
 */
function skipValue(str, index, len, stopChar) {
    while (index < len) {
        const code = str.charCodeAt(index);
        if (code === SEMI || code === stopChar)
            break;
        index++;
    }
    return index;
}
/**
 * Skip optional whitespace (OWS) in an HTTP header value.
 *
 * OWS is defined in RFC 9110 sec 5.6.3 as SP (" ") or HTAB ("\t").
 */
function skipOWS(header, index, len) {
    while (index < len) {
        const char = header.charCodeAt(index);
        if (char !== SP && char !== HTAB)
            break;
        index++;
    }
    return index;
}
/**
 * Trim optional whitespace (OWS) from the end of a substring.
 *
 * OWS is defined in RFC 9110 sec 5.6.3 as SP (" ") or HTAB ("\t").
 */
function trailingOWS(header, start, end) {
    while (end > start) {
        const char = header.charCodeAt(end - 1);
        if (char !== SP && char !== HTAB)
            break;
        end--;
    }
    return end;
}
/**
 * Serialize a parameter value.
 */
function qstring(str) {
    if (TOKEN_REGEXP.test(str))
        return str;
    if (TEXT_REGEXP.test(str))
        return `"${str.replace(QUOTE_REGEXP, "\\$&")}"`;
    throw new TypeError(`Invalid parameter value: ${str}`);
}
//# sourceMappingURL=index.js.map

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: ../runner/event-path.ts
/**
 * Path of the event file. This module loads before all others and removes the path from the environment, because
 * `@actions/github` reads the file on import. A file that is not JSON would end the action without a message.
 */
const eventPath = process.env['GITHUB_EVENT_PATH'] ?? '';
delete process.env['GITHUB_EVENT_PATH'];

// EXTERNAL MODULE: ../messages/problem.ts
var problem = __nccwpck_require__(7791);
// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __nccwpck_require__(289);
;// CONCATENATED MODULE: ../messages/writes.ts

/** `auto-merge` merged the default branch, so GitHub created no deployment. */
const autoMerged = (failed) => new problem/* GitHubProblem */.Jy(failed, 'No deployment exists yet: run the job again, on the merged commit, or set "auto-merge: false".', 'auto-merged');
/** A write failed, and nobody knows if GitHub completed it. */
const writeUncertain = ({ doing, cause }) => new problem/* GitHubProblem */.Jy({ doing, answer: { ...cause.answer, mayBeDone: true } }, `GitHub may or may not have completed this request. ${cause.remedy}`, 'write-uncertain');
/** Several deployments may come from the request that was not answered. */
const creationAmbiguous = ({ environment, ids }) => new problem/* Problem */.AF(`The answer to the creation of a deployment of ${environment} was lost, and ${ids.length} deployments could be it: ${ids.join(', ')}.`, 'Set the final state of the unfinished one by hand, and give the jobs of a matrix different environments, tasks or payloads.', 'creation-ambiguous');

// EXTERNAL MODULE: ../ports.ts
var ports = __nccwpck_require__(5255);
// EXTERNAL MODULE: ../github/call.ts
var github_call = __nccwpck_require__(7811);
;// CONCATENATED MODULE: ../github/next.ts

/** Number of times that "not found" is not believed if replicas may lag. */
const maxNotFound = 2;
/** Pause before the first repeat, at most, in milliseconds. It doubles with each further repeat. */
const firstPauseMs = 400;
const maxPauseMs = 30_000;
/** Pause that GitHub asks for if a rate limit names no time, in milliseconds. It doubles with each further one. */
const rateLimitPauseMs = 60_000;
/**
 * Consecutive foreign answers after which the request is given up. Fewer of them may come from a proxy that restarts.
 */
const maxForeignAnswers = 5;
/**
 * Decides what follows a fault. A read is repeated. A write is repeated if none of its requests can have been
 * completed. Otherwise, its result is looked for first.
 *
 * @param earlier the faults of the same request before this one
 */
function next(fault, earlier, situation) {
    const faults = [...earlier, fault];
    if (!isRepeatable(fault)) {
        const notFound = fault.answer.status === 404 ? faults.filter(isNotFound).length : 0;
        if (!situation.mayLag || notFound === 0 || notFound > maxNotFound)
            return { step: 'fail' };
        return { step: 'repeat', afterMs: notFound * ports/* replicaLagMs */.n };
    }
    if (faults.length >= maxForeignAnswers && faults.slice(-maxForeignAnswers).every(isForeign))
        return { step: 'fail' };
    const afterMs = pauseMs(fault, earlier.filter(isRepeatable), situation);
    if (afterMs > situation.leftMs)
        return { step: 'fail' };
    return { step: situation.kind === 'write' && mayBeDone(faults) ? 'look' : 'repeat', afterMs };
}
/** Whether GitHub may have completed one of the requests that ended with these faults. */
const mayBeDone = (faults) => faults.some(({ certainty }) => certainty === 'open');
const isNotFound = ({ certainty, answer }) => certainty === 'answered' && answer.status === 404;
const isForeign = ({ answer }) => answer.isForeign === true;
const isRepeatable = (fault) => fault.certainty !== 'answered';
/**
 * Returns the pause before the next request, in milliseconds. If GitHub names a number of seconds or a time, that time
 * applies. Otherwise, the pauses grow with each fault.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
function pauseMs(fault, earlier, { githubNowMs, jitter }) {
    const growing = Math.min(maxPauseMs, firstPauseMs * 2 ** earlier.length) * (0.5 + jitter / 2);
    const asked = askedMs(fault, earlier, githubNowMs);
    // GitHub may name zero or a time in the past, but that does not allow an immediate repeat.
    return asked === undefined ? growing : Math.max(growing, asked + jitter * Math.min(asked / 4, 10_000));
}
/** Returns the pause that GitHub asks for, in milliseconds. */
function askedMs(fault, earlier, githubNowMs) {
    if (fault.waitMs !== undefined)
        return fault.waitMs;
    // GitHub's clock is only known to the second.
    if (fault.untilMs !== undefined)
        return Math.max(0, fault.untilMs - githubNowMs) + 1000;
    return isLimitWithoutTime(fault) ? rateLimitPauseMs * 2 ** earlier.filter(isLimitWithoutTime).length : undefined;
}
const isLimitWithoutTime = ({ limit, waitMs, untilMs }) => limit !== undefined && waitMs === undefined && untilMs === undefined;

// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ../../node_modules/@actions/github/lib/context.js


class Context {
    /**
     * Hydrate the context from the environment
     */
    constructor() {
        var _a, _b, _c;
        this.payload = {};
        if (process.env.GITHUB_EVENT_PATH) {
            if ((0,external_fs_.existsSync)(process.env.GITHUB_EVENT_PATH)) {
                this.payload = JSON.parse((0,external_fs_.readFileSync)(process.env.GITHUB_EVENT_PATH, { encoding: 'utf8' }));
            }
            else {
                const path = process.env.GITHUB_EVENT_PATH;
                process.stdout.write(`GITHUB_EVENT_PATH ${path} does not exist${external_os_.EOL}`);
            }
        }
        this.eventName = process.env.GITHUB_EVENT_NAME;
        this.sha = process.env.GITHUB_SHA;
        this.ref = process.env.GITHUB_REF;
        this.workflow = process.env.GITHUB_WORKFLOW;
        this.action = process.env.GITHUB_ACTION;
        this.actor = process.env.GITHUB_ACTOR;
        this.job = process.env.GITHUB_JOB;
        this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10);
        this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10);
        this.runId = parseInt(process.env.GITHUB_RUN_ID, 10);
        this.apiUrl = (_a = process.env.GITHUB_API_URL) !== null && _a !== void 0 ? _a : `https://api.github.com`;
        this.serverUrl = (_b = process.env.GITHUB_SERVER_URL) !== null && _b !== void 0 ? _b : `https://github.com`;
        this.graphqlUrl =
            (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : `https://api.github.com/graphql`;
    }
    get issue() {
        const payload = this.payload;
        return Object.assign(Object.assign({}, this.repo), { number: (payload.issue || payload.pull_request || payload).number });
    }
    get repo() {
        if (process.env.GITHUB_REPOSITORY) {
            const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
            return { owner, repo };
        }
        if (this.payload.repository) {
            return {
                owner: this.payload.repository.owner.login,
                repo: this.payload.repository.name
            };
        }
        throw new Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
    }
}
//# sourceMappingURL=context.js.map
// EXTERNAL MODULE: ./unused.ts
var unused = __nccwpck_require__(6805);
;// CONCATENATED MODULE: ../../node_modules/@actions/github/lib/internal/utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


function getAuthString(token, options) {
    if (!token && !options.auth) {
        throw new Error('Parameter token or opts.auth is required');
    }
    else if (token && options.auth) {
        throw new Error('Parameters token and opts.auth may not both be specified');
    }
    return typeof options.auth === 'string' ? options.auth : `token ${token}`;
}
function getProxyAgent(destinationUrl) {
    const hc = new unused/* HttpClient */.Qq();
    return hc.getAgent(destinationUrl);
}
function getProxyAgentDispatcher(destinationUrl) {
    const hc = new unused/* HttpClient */.Qq();
    return hc.getAgentDispatcher(destinationUrl);
}
function getProxyFetch(destinationUrl) {
    const httpDispatcher = getProxyAgentDispatcher(destinationUrl);
    const proxyFetch = (url, opts) => __awaiter(this, void 0, void 0, function* () {
        return (0,unused/* fetch */.hd)(url, Object.assign(Object.assign({}, opts), { dispatcher: httpDispatcher }));
    });
    return proxyFetch;
}
function getApiBaseUrl() {
    return process.env['GITHUB_API_URL'] || 'https://api.github.com';
}
function getUserAgentWithOrchestrationId(baseUserAgent) {
    var _a;
    const orchId = (_a = process.env['ACTIONS_ORCHESTRATION_ID']) === null || _a === void 0 ? void 0 : _a.trim();
    if (orchId) {
        const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
        const tag = `actions_orchestration_id/${sanitizedId}`;
        if (baseUserAgent === null || baseUserAgent === void 0 ? void 0 : baseUserAgent.includes(tag))
            return baseUserAgent;
        const ua = baseUserAgent ? `${baseUserAgent} ` : '';
        return `${ua}${tag}`;
    }
    return baseUserAgent;
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ../../node_modules/universal-user-agent/index.js
function getUserAgent() {
  if (typeof navigator === "object" && "userAgent" in navigator) {
    return navigator.userAgent;
  }

  if (typeof process === "object" && process.version !== undefined) {
    return `Node.js/${process.version.substr(1)} (${process.platform}; ${
      process.arch
    })`;
  }

  return "<environment undetectable>";
}

;// CONCATENATED MODULE: ../../node_modules/before-after-hook/lib/register.js
// @ts-check

function register(state, name, method, options) {
  if (typeof method !== "function") {
    throw new Error("method for before hook must be a function");
  }

  if (!options) {
    options = {};
  }

  if (Array.isArray(name)) {
    return name.reverse().reduce((callback, name) => {
      return register.bind(null, state, name, callback, options);
    }, method)();
  }

  return Promise.resolve().then(() => {
    if (!state.registry[name]) {
      return method(options);
    }

    return state.registry[name].reduce((method, registered) => {
      return registered.hook.bind(null, method, options);
    }, method)();
  });
}

;// CONCATENATED MODULE: ../../node_modules/before-after-hook/lib/add.js
// @ts-check

function addHook(state, kind, name, hook) {
  const orig = hook;
  if (!state.registry[name]) {
    state.registry[name] = [];
  }

  if (kind === "before") {
    hook = (method, options) => {
      return Promise.resolve()
        .then(orig.bind(null, options))
        .then(method.bind(null, options));
    };
  }

  if (kind === "after") {
    hook = (method, options) => {
      let result;
      return Promise.resolve()
        .then(method.bind(null, options))
        .then((result_) => {
          result = result_;
          return orig(result, options);
        })
        .then(() => {
          return result;
        });
    };
  }

  if (kind === "error") {
    hook = (method, options) => {
      return Promise.resolve()
        .then(method.bind(null, options))
        .catch((error) => {
          return orig(error, options);
        });
    };
  }

  state.registry[name].push({
    hook: hook,
    orig: orig,
  });
}

;// CONCATENATED MODULE: ../../node_modules/before-after-hook/lib/remove.js
// @ts-check

function removeHook(state, name, method) {
  if (!state.registry[name]) {
    return;
  }

  const index = state.registry[name]
    .map((registered) => {
      return registered.orig;
    })
    .indexOf(method);

  if (index === -1) {
    return;
  }

  state.registry[name].splice(index, 1);
}

;// CONCATENATED MODULE: ../../node_modules/before-after-hook/index.js
// @ts-check





// bind with array of arguments: https://stackoverflow.com/a/21792913
const bind = Function.bind;
const bindable = bind.bind(bind);

function bindApi(hook, state, name) {
  const removeHookRef = bindable(removeHook, null).apply(
    null,
    name ? [state, name] : [state]
  );
  hook.api = { remove: removeHookRef };
  hook.remove = removeHookRef;
  ["before", "error", "after", "wrap"].forEach((kind) => {
    const args = name ? [state, kind, name] : [state, kind];
    hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
  });
}

function Singular() {
  const singularHookName = Symbol("Singular");
  const singularHookState = {
    registry: {},
  };
  const singularHook = register.bind(null, singularHookState, singularHookName);
  bindApi(singularHook, singularHookState, singularHookName);
  return singularHook;
}

function Collection() {
  const state = {
    registry: {},
  };

  const hook = register.bind(null, state);
  bindApi(hook, state);

  return hook;
}

/* harmony default export */ const before_after_hook = ({ Singular, Collection });

;// CONCATENATED MODULE: ../../node_modules/@octokit/endpoint/dist-bundle/index.js
// pkg/dist-src/defaults.js


// pkg/dist-src/version.js
var VERSION = "0.0.0-development";

// pkg/dist-src/defaults.js
var userAgent = `octokit-endpoint.js/${VERSION} ${getUserAgent()}`;
var DEFAULTS = {
  method: "GET",
  baseUrl: "https://api.github.com",
  headers: {
    accept: "application/vnd.github.v3+json",
    "user-agent": userAgent
  },
  mediaType: {
    format: ""
  }
};

// pkg/dist-src/util/lowercase-keys.js
function lowercaseKeys(object) {
  if (!object) {
    return {};
  }
  return Object.keys(object).reduce((newObj, key) => {
    newObj[key.toLowerCase()] = object[key];
    return newObj;
  }, {});
}

// pkg/dist-src/util/is-plain-object.js
function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}

// pkg/dist-src/util/merge-deep.js
function mergeDeep(defaults, options) {
  const result = Object.assign({}, defaults);
  Object.keys(options).forEach((key) => {
    if (isPlainObject(options[key])) {
      if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
      else result[key] = mergeDeep(defaults[key], options[key]);
    } else {
      Object.assign(result, { [key]: options[key] });
    }
  });
  return result;
}

// pkg/dist-src/util/remove-undefined-properties.js
function removeUndefinedProperties(obj) {
  for (const key in obj) {
    if (obj[key] === void 0) {
      delete obj[key];
    }
  }
  return obj;
}

// pkg/dist-src/merge.js
function merge(defaults, route, options) {
  if (typeof route === "string") {
    let [method, url] = route.split(" ");
    options = Object.assign(url ? { method, url } : { url: method }, options);
  } else {
    options = Object.assign({}, route);
  }
  options.headers = lowercaseKeys(options.headers);
  removeUndefinedProperties(options);
  removeUndefinedProperties(options.headers);
  const mergedOptions = mergeDeep(defaults || {}, options);
  if (options.url === "/graphql") {
    if (defaults && defaults.mediaType.previews?.length) {
      mergedOptions.mediaType.previews = defaults.mediaType.previews.filter(
        (preview) => !mergedOptions.mediaType.previews.includes(preview)
      ).concat(mergedOptions.mediaType.previews);
    }
    mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
  }
  return mergedOptions;
}

// pkg/dist-src/util/add-query-parameters.js
function addQueryParameters(url, parameters) {
  const separator = /\?/.test(url) ? "&" : "?";
  const names = Object.keys(parameters);
  if (names.length === 0) {
    return url;
  }
  return url + separator + names.map((name) => {
    if (name === "q") {
      return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
    }
    return `${name}=${encodeURIComponent(parameters[name])}`;
  }).join("&");
}

// pkg/dist-src/util/extract-url-variable-names.js
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
  return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
  const matches = url.match(urlVariableRegex);
  if (!matches) {
    return [];
  }
  return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}

// pkg/dist-src/util/omit.js
function omit(object, keysToOmit) {
  const result = { __proto__: null };
  for (const key of Object.keys(object)) {
    if (keysToOmit.indexOf(key) === -1) {
      result[key] = object[key];
    }
  }
  return result;
}

// pkg/dist-src/util/url-template.js
function encodeReserved(str) {
  return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
    if (!/%[0-9A-Fa-f]/.test(part)) {
      part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
    }
    return part;
  }).join("");
}
function encodeUnreserved(str) {
  return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
    return "%" + c.charCodeAt(0).toString(16).toUpperCase();
  });
}
function encodeValue(operator, value, key) {
  value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
  if (key) {
    return encodeUnreserved(key) + "=" + value;
  } else {
    return value;
  }
}
function isDefined(value) {
  return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
  return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
  var value = context[key], result = [];
  if (isDefined(value) && value !== "") {
    if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
      value = value.toString();
      if (modifier && modifier !== "*") {
        value = value.substring(0, parseInt(modifier, 10));
      }
      result.push(
        encodeValue(operator, value, isKeyOperator(operator) ? key : "")
      );
    } else {
      if (modifier === "*") {
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            result.push(
              encodeValue(operator, value2, isKeyOperator(operator) ? key : "")
            );
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              result.push(encodeValue(operator, value[k], k));
            }
          });
        }
      } else {
        const tmp = [];
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            tmp.push(encodeValue(operator, value2));
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              tmp.push(encodeUnreserved(k));
              tmp.push(encodeValue(operator, value[k].toString()));
            }
          });
        }
        if (isKeyOperator(operator)) {
          result.push(encodeUnreserved(key) + "=" + tmp.join(","));
        } else if (tmp.length !== 0) {
          result.push(tmp.join(","));
        }
      }
    }
  } else {
    if (operator === ";") {
      if (isDefined(value)) {
        result.push(encodeUnreserved(key));
      }
    } else if (value === "" && (operator === "&" || operator === "?")) {
      result.push(encodeUnreserved(key) + "=");
    } else if (value === "") {
      result.push("");
    }
  }
  return result;
}
function parseUrl(template) {
  return {
    expand: expand.bind(null, template)
  };
}
function expand(template, context) {
  var operators = ["+", "#", ".", "/", ";", "?", "&"];
  template = template.replace(
    /\{([^\{\}]+)\}|([^\{\}]+)/g,
    function(_, expression, literal) {
      if (expression) {
        let operator = "";
        const values = [];
        if (operators.indexOf(expression.charAt(0)) !== -1) {
          operator = expression.charAt(0);
          expression = expression.substr(1);
        }
        expression.split(/,/g).forEach(function(variable) {
          var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
          values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
        });
        if (operator && operator !== "+") {
          var separator = ",";
          if (operator === "?") {
            separator = "&";
          } else if (operator !== "#") {
            separator = operator;
          }
          return (values.length !== 0 ? operator : "") + values.join(separator);
        } else {
          return values.join(",");
        }
      } else {
        return encodeReserved(literal);
      }
    }
  );
  if (template === "/") {
    return template;
  } else {
    return template.replace(/\/$/, "");
  }
}

// pkg/dist-src/parse.js
function parse(options) {
  let method = options.method.toUpperCase();
  let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
  let headers = Object.assign({}, options.headers);
  let body;
  let parameters = omit(options, [
    "method",
    "baseUrl",
    "url",
    "headers",
    "request",
    "mediaType"
  ]);
  const urlVariableNames = extractUrlVariableNames(url);
  url = parseUrl(url).expand(parameters);
  if (!/^http/.test(url)) {
    url = options.baseUrl + url;
  }
  const omittedParameters = Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl");
  const remainingParameters = omit(parameters, omittedParameters);
  const isBinaryRequest = /application\/octet-stream/i.test(headers.accept);
  if (!isBinaryRequest) {
    if (options.mediaType.format) {
      headers.accept = headers.accept.split(/,/).map(
        (format) => format.replace(
          /application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/,
          `application/vnd$1$2.${options.mediaType.format}`
        )
      ).join(",");
    }
    if (url.endsWith("/graphql")) {
      if (options.mediaType.previews?.length) {
        const previewsFromAcceptHeader = headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || [];
        headers.accept = previewsFromAcceptHeader.concat(options.mediaType.previews).map((preview) => {
          const format = options.mediaType.format ? `.${options.mediaType.format}` : "+json";
          return `application/vnd.github.${preview}-preview${format}`;
        }).join(",");
      }
    }
  }
  if (["GET", "HEAD"].includes(method)) {
    url = addQueryParameters(url, remainingParameters);
  } else {
    if ("data" in remainingParameters) {
      body = remainingParameters.data;
    } else {
      if (Object.keys(remainingParameters).length) {
        body = remainingParameters;
      }
    }
  }
  if (!headers["content-type"] && typeof body !== "undefined") {
    headers["content-type"] = "application/json; charset=utf-8";
  }
  if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") {
    body = "";
  }
  return Object.assign(
    { method, url, headers },
    typeof body !== "undefined" ? { body } : null,
    options.request ? { request: options.request } : null
  );
}

// pkg/dist-src/endpoint-with-defaults.js
function endpointWithDefaults(defaults, route, options) {
  return parse(merge(defaults, route, options));
}

// pkg/dist-src/with-defaults.js
function withDefaults(oldDefaults, newDefaults) {
  const DEFAULTS2 = merge(oldDefaults, newDefaults);
  const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
  return Object.assign(endpoint2, {
    DEFAULTS: DEFAULTS2,
    defaults: withDefaults.bind(null, DEFAULTS2),
    merge: merge.bind(null, DEFAULTS2),
    parse
  });
}

// pkg/dist-src/index.js
var endpoint = withDefaults(null, DEFAULTS);


// EXTERNAL MODULE: ../../node_modules/@octokit/request/node_modules/content-type/dist/index.js
var dist = __nccwpck_require__(4795);
;// CONCATENATED MODULE: ../../node_modules/json-with-bigint/json-with-bigint.js
const intRegex = /^-?\d+$/;
const noiseValue = /^-?\d+n+$/; // Noise - strings that match the custom format before being converted to it
const originalStringify = JSON.stringify;
const originalParse = JSON.parse;
const customFormat = /^-?\d+n$/;

const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;

/**
 * @typedef {(this: any, key: string | number | undefined, value: any) => any} Replacer
 * @typedef {(key: string | number | undefined, value: any, context?: { source: string }) => any} Reviver
 */

/**
 * Checks if a value is unstringifiable according to native JSON.stringify rules.
 *
 * @param {any} val The value to check.
 * @returns {boolean} True if the value is undefined, a function, or a symbol.
 */
const isUnstringifiable = (val) =>
  val === undefined || typeof val === "function" || typeof val === "symbol";

/**
 * Checks if a value is a native JSON.rawJSON object (Node.js 22+).
 *
 * @param {any} val The value to check.
 * @returns {boolean} True if the value is a RawJSON instance.
 */
const isRawJSON = (val) =>
  val !== null &&
  typeof val === "object" &&
  val.constructor &&
  val.constructor.name === "RawJSON";

/**
 * Iteratively converts a JS value to a JSON string.
 * Used as a fallback when the native JSON.stringify hits the Maximum Call Stack size.
 * Fully compliant with JSON formatting (space), replacers, and toJSON behaviors.
 *
 * @param {any} rootValue The value to stringify.
 * @param {Replacer | Array<string | number> | null} [replacer] User's custom replacer function.
 * @param {string | number} [spaceParam] Indentation for pretty-printing.
 * @returns {string | undefined} The generated JSON string.
 */
const stringifyIteratively = (rootValue, replacer, spaceParam) => {
  let space = "";

  if (typeof spaceParam === "number") {
    space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
  } else if (typeof spaceParam === "string") {
    space = spaceParam.slice(0, 10);
  }

  const isFunctionReplacer = typeof replacer === "function";
  const propertyList = Array.isArray(replacer)
    ? new Set(replacer.map(String))
    : null;

  /**
   * Prepares a value for stringification by resolving toJSON, handling BigInts,
   * applying custom replacers, and unwrapping primitive objects.
   *
   * @param {object|Array} parent The parent object or array holding the value.
   * @param {string} key The key associated with the value.
   * @param {any} val The raw value to process.
   * @returns {any} The processed value ready for stringification.
   */
  const prepareVal = (parent, key, val) => {
    const isObject = val !== null && typeof val === "object";
    const hasToJSON = isObject && typeof val.toJSON === "function";

    if (hasToJSON) {
      val = val.toJSON(key);
    }

    const isNoise = typeof val === "string" && noiseValue.test(val);

    if (isNoise) return val + "n";

    const isBigInt = typeof val === "bigint";

    if (isBigInt) {
      const supportsRawJSON = "rawJSON" in JSON;

      if (supportsRawJSON) return JSON.rawJSON(val.toString());

      return val.toString() + "n";
    }

    if (isFunctionReplacer) {
      val = replacer.call(parent, key, val);
    }

    const isPostReplacerObject = val !== null && typeof val === "object";

    if (isPostReplacerObject) {
      const isPrimitiveWrapper =
        val instanceof Number ||
        val instanceof String ||
        val instanceof Boolean;

      if (isPrimitiveWrapper) {
        val = val.valueOf();
      }
    }

    return val;
  };

  const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);

  if (isUnstringifiable(rootProcessed)) {
    return undefined;
  }

  const isRootPrimitive =
    rootProcessed === null || typeof rootProcessed !== "object";
  const isRootNativeRawJSON = isRawJSON(rootProcessed);

  if (isRootPrimitive || isRootNativeRawJSON) {
    return originalStringify(rootProcessed);
  }

  const chunks = [];
  let level = 0;

  const stack = [
    {
      parent: { "": rootProcessed },
      key: "",
      val: rootProcessed,
      isArray: Array.isArray(rootProcessed),
      keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
      index: 0,
      first: true,
    },
  ];

  const visited = new WeakSet([rootProcessed]);

  while (stack.length > 0) {
    const node = stack[stack.length - 1];

    if (node.index === 0) {
      chunks.push(node.isArray ? "[" : "{");
      level++;
    }

    let isDone = false;

    if (node.isArray) {
      if (node.index < node.val.length) {
        if (!node.first) chunks.push(",");

        if (space) chunks.push("\n" + space.repeat(level));

        const childRaw = node.val[node.index];
        const childVal = prepareVal(node.val, String(node.index), childRaw);

        if (isUnstringifiable(childVal)) {
          chunks.push("null");
          node.first = false;
          node.index++;
        } else {
          const isComplexObject =
            childVal !== null && typeof childVal === "object";
          const isNativeRaw = isRawJSON(childVal);

          if (isComplexObject && !isNativeRaw) {
            if (visited.has(childVal)) {
              throw new TypeError("Converting circular structure to JSON");
            }

            visited.add(childVal);

            stack.push({
              parent: node.val,
              key: String(node.index),
              val: childVal,
              isArray: Array.isArray(childVal),
              keys: Array.isArray(childVal) ? null : Object.keys(childVal),
              index: 0,
              first: true,
            });

            node.first = false;
            node.index++;
          } else {
            chunks.push(originalStringify(childVal));
            node.first = false;
            node.index++;
          }
        }
      } else {
        isDone = true;
      }
    } else {
      while (node.index < node.keys.length) {
        const k = node.keys[node.index++];

        const isFilteredOutByArray = propertyList && !propertyList.has(k);

        if (isFilteredOutByArray) continue;

        const childRaw = node.val[k];
        const childVal = prepareVal(node.val, k, childRaw);

        if (isUnstringifiable(childVal)) continue;

        if (!node.first) chunks.push(",");

        if (space) {
          chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
        } else {
          chunks.push(originalStringify(k) + ":");
        }

        const isComplexObject =
          childVal !== null && typeof childVal === "object";
        const isNativeRaw = isRawJSON(childVal);

        if (isComplexObject && !isNativeRaw) {
          if (visited.has(childVal)) {
            throw new TypeError("Converting circular structure to JSON");
          }

          visited.add(childVal);

          stack.push({
            parent: node.val,
            key: k,
            val: childVal,
            isArray: Array.isArray(childVal),
            keys: Array.isArray(childVal) ? null : Object.keys(childVal),
            index: 0,
            first: true,
          });

          node.first = false;

          break; // Stop current loop level to process the newly pushed stack node
        } else {
          chunks.push(originalStringify(childVal));
          node.first = false;
        }
      }

      const isNodeFullyProcessed =
        node.index >= node.keys.length && stack[stack.length - 1] === node;

      if (isNodeFullyProcessed) {
        isDone = true;
      }
    }

    if (isDone) {
      level--;

      if (!node.first && space) chunks.push("\n" + space.repeat(level));

      chunks.push(node.isArray ? "]" : "}");
      visited.delete(node.val);
      stack.pop();
    }
  }

  return chunks.join("");
};

/**
 * Converts a JavaScript value to a JSON string.
 *
 * Supports serialization of BigInt values using two strategies:
 * 1. Custom format "123n" \u2192 "123" (universal fallback)
 * 2. Native JSON.rawJSON() (Node.js 22+, fastest) when available
 *
 * All other values are serialized exactly like native JSON.stringify().
 *
 * @param {*} value The value to convert to a JSON string.
 * @param {Replacer | Array<string | number> | null} [replacer]
 * A function that alters the behavior of the stringification process,
 * or an array of strings/numbers to indicate properties to exclude.
 * @param {string | number} [space]
 * A string or number to specify indentation or pretty-printing.
 * @returns {string} The JSON string representation.
 */
const JSONStringify = (value, replacer, space) => {
  try {
    const supportsRawJSON = "rawJSON" in JSON;

    if (supportsRawJSON) {
      return originalStringify(
        value,
        (key, val) => {
          if (typeof val === "bigint") return JSON.rawJSON(val.toString());

          const hasFunctionReplacer = typeof replacer === "function";

          if (hasFunctionReplacer) return replacer(key, val);

          const isKeyInArrayReplacer =
            Array.isArray(replacer) && replacer.includes(key);

          if (isKeyInArrayReplacer) return val;

          return val;
        },
        space,
      );
    }

    if (!value) return originalStringify(value, replacer, space);

    const convertedToCustomJSON = originalStringify(
      value,
      (key, val) => {
        const isNoise = typeof val === "string" && noiseValue.test(val);

        if (isNoise) return val.toString() + "n"; // Mark noise values with additional "n" to offset the deletion of one "n" during the processing

        if (typeof val === "bigint") return val.toString() + "n";

        const hasFunctionReplacer = typeof replacer === "function";

        if (hasFunctionReplacer) return replacer(key, val);

        const isKeyInArrayReplacer =
          Array.isArray(replacer) && replacer.includes(key);

        if (isKeyInArrayReplacer) return val;

        return val;
      },
      space,
    );

    const processedJSON = convertedToCustomJSON.replace(
      bigIntsStringify,
      "$1$2$3",
    ); // Delete one "n" off the end of every BigInt value

    const denoisedJSON = processedJSON.replace(noiseStringify, "$1$2$3"); // Remove one "n" off the end of every noisy string

    return denoisedJSON;
  } catch (error) {
    if (error instanceof RangeError) {
      const convertedJSON = stringifyIteratively(value, replacer, space);

      if (convertedJSON === undefined) return undefined;

      const supportsRawJSON = "rawJSON" in JSON;

      if (supportsRawJSON) return convertedJSON;

      const processedJSON = convertedJSON.replace(bigIntsStringify, "$1$2$3");

      return processedJSON.replace(noiseStringify, "$1$2$3");
    }

    throw error;
  }
};

const featureCache = new Map();

/**
 * Detects if the current JSON.parse implementation supports the context.source feature.
 *
 * Uses toString() fingerprinting to cache results and automatically detect runtime
 * replacements of JSON.parse (polyfills, mocks, etc.).
 *
 * @returns {boolean} true if context.source is supported, false otherwise.
 */
const isContextSourceSupported = () => {
  const parseFingerprint = JSON.parse.toString();

  if (featureCache.has(parseFingerprint)) {
    return featureCache.get(parseFingerprint);
  }

  try {
    const result = JSON.parse(
      "1",
      (_, __, context) => !!context?.source && context.source === "1",
    );
    featureCache.set(parseFingerprint, result);

    return result;
  } catch {
    featureCache.set(parseFingerprint, false);

    return false;
  }
};

/**
 * Reviver function that converts custom-format BigInt strings back to BigInt values.
 * Also handles "noise" strings that accidentally match the BigInt format.
 *
 * @param {string | number | undefined} key The object key.
 * @param {*} value The value being parsed.
 * @param {object} [context] Parse context (if supported by JSON.parse).
 * @param {Reviver} [userReviver] User's custom reviver function.
 * @returns {any} The transformed value.
 */
const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
  const isCustomFormatBigInt =
    typeof value === "string" && customFormat.test(value);

  if (isCustomFormatBigInt) return BigInt(value.slice(0, -1));

  const isNoiseValue = typeof value === "string" && noiseValue.test(value);
  if (isNoiseValue) return value.slice(0, -1);

  const hasUserReviver = typeof userReviver === "function";

  if (!hasUserReviver) return value;

  return userReviver(key, value, context);
};

/**
 * Fast JSON.parse implementation (~2x faster than classic fallback).
 * Uses JSON.parse's context.source feature to detect integers and convert
 * large numbers directly to BigInt without string manipulation.
 *
 * Does not support legacy custom format from v1 of this library.
 *
 * @param {string} text JSON string to parse.
 * @param {Reviver} [reviver] Transform function to apply to each value.
 * @returns {any} Parsed JavaScript value.
 */
const JSONParseV2 = (text, reviver) => {
  return JSON.parse(text, (key, value, context) => {
    const isNumber = typeof value === "number";
    const isOutOfBounds =
      value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
    const isBigNumber = isNumber && isOutOfBounds;
    const isInt = context && intRegex.test(context.source);
    const isBigInt = isBigNumber && isInt;

    if (isBigInt) return BigInt(context.source);

    const hasCustomReviver = typeof reviver === "function";

    if (!hasCustomReviver) return value;

    return reviver(key, value, context);
  });
};

const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
const MAX_DIGITS = MAX_INT.length;
const stringsOrLargeNumbers =
  /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
const noiseValueWithQuotes = /^"-?\d+n+"$/; // Noise - strings that match the custom format before being converted to it

/**
 * Iteratively traverses the parsed object bottom-up (post-order),
 * emulating the native JSON.parse reviver behavior.
 * This avoids Call Stack overflows (RangeError) on deeply nested structures.
 *
 * @param {any} parsed The natively parsed JSON object.
 * @param {Reviver} [userReviver] User's custom reviver function.
 * @returns {any} The fully processed object.
 */
const applyReviverIteratively = (parsed, userReviver) => {
  const rootHolder = { "": parsed };
  const stack = [{ parent: rootHolder, key: "", visited: false }];

  while (stack.length > 0) {
    const node = stack[stack.length - 1];

    if (!node.visited) {
      node.visited = true;

      const value = node.parent[node.key];
      const isComplexObject = value !== null && typeof value === "object";

      if (isComplexObject) {
        const keys = Object.keys(value);

        for (let i = keys.length - 1; i >= 0; i--) {
          stack.push({ parent: value, key: keys[i], visited: false });
        }
      }
    } else {
      const { parent, key } = node;
      let value = parent[key];

      if (typeof value === "string") {
        const isCustomFormatBigInt = customFormat.test(value);

        if (isCustomFormatBigInt) {
          value = BigInt(value.slice(0, -1));
        } else {
          const isNoise = noiseValue.test(value);

          if (isNoise) value = value.slice(0, -1);
        }
      }

      const hasUserReviver = typeof userReviver === "function";

      if (hasUserReviver) {
        value = userReviver.call(parent, key, value);
      }

      const isDeleted = value === undefined;

      if (isDeleted) {
        delete parent[key];
      } else {
        parent[key] = value;
      }

      stack.pop();
    }
  }

  return rootHolder[""];
};

/**
 * Pre-processes the JSON string to mark large numbers with an 'n' suffix.
 *
 * @param {string} text The raw JSON string.
 * @returns {string} The serialized string with marked BigInts.
 */
const serializeBigInts = (text) => {
  return text.replace(
    stringsOrLargeNumbers,
    (match, digits, fractional, exponential) => {
      const isString = match[0] === '"';
      const isNoise = isString && noiseValueWithQuotes.test(match);

      if (isNoise) return match.substring(0, match.length - 1) + 'n"'; // Mark noise values with additional "n" to offset the deletion of one "n" during the processing

      const hasFractionalOrExponential = fractional || exponential;

      // With a fixed number of digits, we can correctly use lexicographical comparison to do a numeric comparison
      const isLessThanMaxSafeInt =
        digits &&
        (digits.length < MAX_DIGITS ||
          (digits.length === MAX_DIGITS && digits <= MAX_INT));

      const isStandardValue =
        isString || hasFractionalOrExponential || isLessThanMaxSafeInt;

      if (isStandardValue) return match;

      return '"' + match + 'n"';
    },
  );
};

/**
 * Converts a JSON string into a JavaScript value.
 *
 * Supports parsing of large integers using two strategies:
 * 1. Classic fallback: Marks large numbers with "123n" format, then converts to BigInt
 * 2. Fast path (JSONParseV2): Uses context.source feature (~2x faster) when available
 *
 * All other JSON values are parsed exactly like native JSON.parse().
 *
 * @param {string} text A valid JSON string.
 * @param {Reviver} [reviver]
 * A function that transforms the results. This function is called for each member
 * of the object. If a member contains nested objects, the nested objects are
 * transformed before the parent object is.
 * @returns {any} The parsed JavaScript value.
 * @throws {SyntaxError} If text is not valid JSON.
 */
const JSONParse = (text, reviver) => {
  if (!text) return originalParse(text, reviver);

  try {
    if (isContextSourceSupported()) return JSONParseV2(text, reviver); // Shortcut to a faster (2x) and simpler version

    // Find and mark big numbers with "n"
    const serializedData = serializeBigInts(text);

    return originalParse(serializedData, (key, value, context) =>
      convertMarkedBigIntsReviver(key, value, context, reviver),
    );
  } catch (error) {
    if (error instanceof RangeError) {
      const serializedData = serializeBigInts(text);
      const parsed = originalParse(serializedData);

      return applyReviverIteratively(parsed, reviver);
    }

    throw error;
  }
};



;// CONCATENATED MODULE: ../../node_modules/@octokit/request-error/dist-src/index.js
class RequestError extends Error {
  name;
  /**
   * http status code
   */
  status;
  /**
   * Request options that lead to the error.
   */
  request;
  /**
   * Response object if a response was received
   */
  response;
  constructor(message, statusCode, options) {
    super(message, { cause: options.cause });
    this.name = "HttpError";
    this.status = Number.parseInt(statusCode);
    if (Number.isNaN(this.status)) {
      this.status = 0;
    }
    /* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
    if ("response" in options) {
      this.response = options.response;
    }
    const requestCopy = Object.assign({}, options.request);
    if (options.request.headers.authorization) {
      requestCopy.headers = Object.assign({}, options.request.headers, {
        authorization: options.request.headers.authorization.replace(
          /(?<! ) .*$/,
          " [REDACTED]"
        )
      });
    }
    requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
    this.request = requestCopy;
  }
}


;// CONCATENATED MODULE: ../../node_modules/@octokit/request/dist-bundle/index.js
// pkg/dist-src/index.js


// pkg/dist-src/defaults.js


// pkg/dist-src/version.js
var dist_bundle_VERSION = "10.0.16";

// pkg/dist-src/defaults.js
var defaults_default = {
  headers: {
    "user-agent": `octokit-request.js/${dist_bundle_VERSION} ${getUserAgent()}`
  }
};

// pkg/dist-src/fetch-wrapper.js



// pkg/dist-src/is-plain-object.js
function dist_bundle_isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}

// pkg/dist-src/fetch-wrapper.js

var noop = () => "";
async function fetchWrapper(requestOptions) {
  const fetch = requestOptions.request?.fetch || globalThis.fetch;
  if (!fetch) {
    throw new Error(
      "fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing"
    );
  }
  const log = requestOptions.request?.log || console;
  const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
  const body = dist_bundle_isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
  const requestHeaders = Object.fromEntries(
    Object.entries(requestOptions.headers).map(([name, value]) => [
      name,
      String(value)
    ])
  );
  let fetchResponse;
  try {
    fetchResponse = await fetch(requestOptions.url, {
      method: requestOptions.method,
      body,
      redirect: requestOptions.request?.redirect,
      headers: requestHeaders,
      signal: requestOptions.request?.signal,
      // duplex must be set if request.body is ReadableStream or Async Iterables.
      // See https://fetch.spec.whatwg.org/#dom-requestinit-duplex.
      ...requestOptions.body && { duplex: "half" }
    });
  } catch (error) {
    let message = "Unknown Error";
    if (error instanceof Error) {
      if (error.name === "AbortError") {
        error.status = 500;
        throw error;
      }
      message = error.message;
      if (error.name === "TypeError" && "cause" in error) {
        if (error.cause instanceof Error) {
          message = error.cause.message;
        } else if (typeof error.cause === "string") {
          message = error.cause;
        }
      }
    }
    const requestError = new RequestError(message, 500, {
      request: requestOptions
    });
    requestError.cause = error;
    throw requestError;
  }
  const status = fetchResponse.status;
  const url = fetchResponse.url;
  const responseHeaders = {};
  for (const [key, value] of fetchResponse.headers) {
    responseHeaders[key] = value;
  }
  const octokitResponse = {
    url,
    status,
    headers: responseHeaders,
    data: ""
  };
  if ("deprecation" in responseHeaders) {
    const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
    const deprecationLink = matches && matches.pop();
    log.warn(
      `[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`
    );
  }
  if (status === 204 || status === 205) {
    return octokitResponse;
  }
  if (requestOptions.method === "HEAD") {
    if (status < 400) {
      return octokitResponse;
    }
    throw new RequestError(fetchResponse.statusText, status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status === 304) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError("Not modified", status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status >= 400) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError(toErrorMessage(octokitResponse.data), status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
  return octokitResponse;
}
async function getResponseData(response) {
  const contentType = response.headers.get("content-type");
  if (!contentType) {
    return response.text().catch(noop);
  }
  const mimetype = (0,dist/* parse */.qg)(contentType);
  if (isJSONResponse(mimetype)) {
    let text = "";
    try {
      text = await response.text();
      return JSONParse(text);
    } catch (err) {
      return text;
    }
  } else if (mimetype.type.startsWith("text/") || // `application/octet-stream` is the canonical "arbitrary binary" type
  // (RFC 2046) and must never be decoded as text, even when the response
  // carries a (misleading) `charset=utf-8` parameter \u2014 see #751.
  mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") {
    return response.text().catch(noop);
  } else {
    return response.arrayBuffer().catch(
      /* v8 ignore next -- @preserve */
      () => new ArrayBuffer(0)
    );
  }
}
function isJSONResponse(mimetype) {
  return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
  if (typeof data === "string") {
    return data;
  }
  if (data instanceof ArrayBuffer) {
    return "Unknown error";
  }
  if (typeof data === "object" && data !== null && "message" in data) {
    const objectData = data;
    const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
    return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
  }
  return `Unknown error: ${JSON.stringify(data)}`;
}

// pkg/dist-src/with-defaults.js
function dist_bundle_withDefaults(oldEndpoint, newDefaults) {
  const endpoint2 = oldEndpoint.defaults(newDefaults);
  const newApi = function(route, parameters) {
    const endpointOptions = endpoint2.merge(route, parameters);
    if (!endpointOptions.request || !endpointOptions.request.hook) {
      return fetchWrapper(endpoint2.parse(endpointOptions));
    }
    const request2 = (route2, parameters2) => {
      return fetchWrapper(
        endpoint2.parse(endpoint2.merge(route2, parameters2))
      );
    };
    Object.assign(request2, {
      endpoint: endpoint2,
      defaults: dist_bundle_withDefaults.bind(null, endpoint2)
    });
    return endpointOptions.request.hook(request2, endpointOptions);
  };
  return Object.assign(newApi, {
    endpoint: endpoint2,
    defaults: dist_bundle_withDefaults.bind(null, endpoint2)
  });
}

// pkg/dist-src/index.js
var request = dist_bundle_withDefaults(endpoint, defaults_default);

/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */

;// CONCATENATED MODULE: ../../node_modules/@octokit/graphql/dist-bundle/index.js
// pkg/dist-src/index.js



// pkg/dist-src/version.js
var graphql_dist_bundle_VERSION = "0.0.0-development";

// pkg/dist-src/with-defaults.js


// pkg/dist-src/graphql.js


// pkg/dist-src/error.js
function _buildMessageForResponseErrors(data) {
  return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
var GraphqlResponseError = class extends Error {
  constructor(request2, headers, response) {
    super(_buildMessageForResponseErrors(response));
    this.request = request2;
    this.headers = headers;
    this.response = response;
    this.errors = response.errors;
    this.data = response.data;
    if (Error.captureStackTrace) {
      Error.captureStackTrace(this, this.constructor);
    }
  }
  request;
  headers;
  response;
  name = "GraphqlResponseError";
  errors;
  data;
};

// pkg/dist-src/graphql.js
var NON_VARIABLE_OPTIONS = [
  "method",
  "baseUrl",
  "url",
  "headers",
  "request",
  "query",
  "mediaType",
  "operationName"
];
var FORBIDDEN_VARIABLE_OPTIONS = ["query", "method", "url"];
var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
function graphql(request2, query, options) {
  if (options) {
    if (typeof query === "string" && "query" in options) {
      return Promise.reject(
        new Error(`[@octokit/graphql] "query" cannot be used as variable name`)
      );
    }
    for (const key in options) {
      if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
      return Promise.reject(
        new Error(
          `[@octokit/graphql] "${key}" cannot be used as variable name`
        )
      );
    }
  }
  const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
  const requestOptions = Object.keys(
    parsedOptions
  ).reduce((result, key) => {
    if (NON_VARIABLE_OPTIONS.includes(key)) {
      result[key] = parsedOptions[key];
      return result;
    }
    if (!result.variables) {
      result.variables = {};
    }
    result.variables[key] = parsedOptions[key];
    return result;
  }, {});
  const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
  if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) {
    requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
  }
  return request2(requestOptions).then((response) => {
    if (response.data.errors) {
      const headers = {};
      for (const key of Object.keys(response.headers)) {
        headers[key] = response.headers[key];
      }
      throw new GraphqlResponseError(
        requestOptions,
        headers,
        response.data
      );
    }
    return response.data.data;
  });
}

// pkg/dist-src/with-defaults.js
function graphql_dist_bundle_withDefaults(request2, newDefaults) {
  const newRequest = request2.defaults(newDefaults);
  const newApi = (query, options) => {
    return graphql(newRequest, query, options);
  };
  return Object.assign(newApi, {
    defaults: graphql_dist_bundle_withDefaults.bind(null, newRequest),
    endpoint: newRequest.endpoint
  });
}

// pkg/dist-src/index.js
var graphql2 = graphql_dist_bundle_withDefaults(request, {
  headers: {
    "user-agent": `octokit-graphql.js/${graphql_dist_bundle_VERSION} ${getUserAgent()}`
  },
  method: "POST",
  url: "/graphql"
});
function withCustomRequest(customRequest) {
  return graphql_dist_bundle_withDefaults(customRequest, {
    method: "POST",
    url: "/graphql"
  });
}

/* v8 ignore if -- @preserve */

;// CONCATENATED MODULE: ../../node_modules/@octokit/auth-token/dist-bundle/index.js
// pkg/dist-src/is-jwt.js
var b64url = "(?:[a-zA-Z0-9_-]+)";
var sep = "\\.";
var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
var isJWT = jwtRE.test.bind(jwtRE);

// pkg/dist-src/auth.js
async function auth(token) {
  const isApp = isJWT(token);
  const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
  const isUserToServer = token.startsWith("ghu_");
  const tokenType = isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth";
  return {
    type: "token",
    token,
    tokenType
  };
}

// pkg/dist-src/with-authorization-prefix.js
function withAuthorizationPrefix(token) {
  if (token.split(/\./).length === 3) {
    return `bearer ${token}`;
  }
  return `token ${token}`;
}

// pkg/dist-src/hook.js
async function hook(token, request, route, parameters) {
  const endpoint = request.endpoint.merge(
    route,
    parameters
  );
  endpoint.headers.authorization = withAuthorizationPrefix(token);
  return request(endpoint);
}

// pkg/dist-src/index.js
var createTokenAuth = function createTokenAuth2(token) {
  if (!token) {
    throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
  }
  if (typeof token !== "string") {
    throw new Error(
      "[@octokit/auth-token] Token passed to createTokenAuth is not a string"
    );
  }
  token = token.replace(/^(token|bearer) +/i, "");
  return Object.assign(auth.bind(null, token), {
    hook: hook.bind(null, token)
  });
};


;// CONCATENATED MODULE: ../../node_modules/@octokit/core/dist-src/version.js
const version_VERSION = "7.0.8";


;// CONCATENATED MODULE: ../../node_modules/@octokit/core/dist-src/index.js






const dist_src_noop = () => {
};
const consoleWarn = console.warn.bind(console);
const consoleError = console.error.bind(console);
function createLogger(logger = {}) {
  if (typeof logger.debug !== "function") {
    logger.debug = dist_src_noop;
  }
  if (typeof logger.info !== "function") {
    logger.info = dist_src_noop;
  }
  if (typeof logger.warn !== "function") {
    logger.warn = consoleWarn;
  }
  if (typeof logger.error !== "function") {
    logger.error = consoleError;
  }
  return logger;
}
const userAgentTrail = `octokit-core.js/${version_VERSION} ${getUserAgent()}`;
class Octokit {
  static VERSION = version_VERSION;
  static defaults(defaults) {
    const OctokitWithDefaults = class extends this {
      constructor(...args) {
        const options = args[0] || {};
        if (typeof defaults === "function") {
          super(defaults(options));
          return;
        }
        super(
          Object.assign(
            {},
            defaults,
            options,
            options.userAgent && defaults.userAgent ? {
              userAgent: `${options.userAgent} ${defaults.userAgent}`
            } : null
          )
        );
      }
    };
    return OctokitWithDefaults;
  }
  static plugins = [];
  /**
   * Attach a plugin (or many) to your Octokit instance.
   *
   * @example
   * const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
   */
  static plugin(...newPlugins) {
    const currentPlugins = this.plugins;
    const NewOctokit = class extends this {
      static plugins = currentPlugins.concat(
        newPlugins.filter((plugin) => !currentPlugins.includes(plugin))
      );
    };
    return NewOctokit;
  }
  constructor(options = {}) {
    const hook = new before_after_hook.Collection();
    const requestDefaults = {
      baseUrl: request.endpoint.DEFAULTS.baseUrl,
      headers: {},
      request: Object.assign({}, options.request, {
        // @ts-ignore internal usage only, no need to type
        hook: hook.bind(null, "request")
      }),
      mediaType: {
        previews: [],
        format: ""
      }
    };
    requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
    if (options.baseUrl) {
      requestDefaults.baseUrl = options.baseUrl;
    }
    if (options.previews) {
      requestDefaults.mediaType.previews = options.previews;
    }
    if (options.timeZone) {
      requestDefaults.headers["time-zone"] = options.timeZone;
    }
    this.request = request.defaults(requestDefaults);
    this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
    this.log = createLogger(options.log);
    this.hook = hook;
    if (!options.authStrategy) {
      if (!options.auth) {
        this.auth = async () => ({
          type: "unauthenticated"
        });
      } else {
        const auth = createTokenAuth(options.auth);
        hook.wrap("request", auth.hook);
        this.auth = auth;
      }
    } else {
      const { authStrategy, ...otherOptions } = options;
      const auth = authStrategy(
        Object.assign(
          {
            request: this.request,
            log: this.log,
            // we pass the current octokit instance as well as its constructor options
            // to allow for authentication strategies that return a new octokit instance
            // that shares the same internal state as the current one. The original
            // requirement for this was the "event-octokit" authentication strategy
            // of https://github.com/probot/octokit-auth-probot.
            octokit: this,
            octokitOptions: otherOptions
          },
          options.auth
        )
      );
      hook.wrap("request", auth.hook);
      this.auth = auth;
    }
    const classConstructor = this.constructor;
    for (let i = 0; i < classConstructor.plugins.length; ++i) {
      Object.assign(this, classConstructor.plugins[i](this, options));
    }
  }
  // assigned during constructor
  request;
  graphql;
  log;
  hook;
  // TODO: type `octokit.auth` based on passed options.authStrategy
  auth;
}


;// CONCATENATED MODULE: ../../node_modules/@actions/github/lib/utils.js


// octokit + plugins



const context = new Context();
const baseUrl = getApiBaseUrl();
const defaults = {
    baseUrl,
    request: {
        agent: getProxyAgent(baseUrl),
        fetch: getProxyFetch(baseUrl)
    }
};
const GitHub = Octokit.plugin(unused/* restEndpointMethods */._y, unused/* paginateRest */.ud).defaults(defaults);

/**
 * Convience function to correctly format Octokit Options to pass into the constructor.
 *
 * @param     token    the repo PAT or GITHUB_TOKEN
 * @param     options  other options to set
 */
function getOctokitOptions(token, options) {
    const opts = Object.assign({}, options || {}); // Shallow clone - don't mutate the object provided by the caller
    // Auth
    const auth = getAuthString(token, opts);
    if (auth) {
        opts.auth = auth;
    }
    // Orchestration ID
    const userAgent = getUserAgentWithOrchestrationId(opts.userAgent);
    if (userAgent) {
        opts.userAgent = userAgent;
    }
    return opts;
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ../../node_modules/@actions/github/lib/github.js


const github_context = new Context();
/**
 * Returns a hydrated octokit ready to use for GitHub Actions
 *
 * @param     token    the repo PAT or GITHUB_TOKEN
 * @param     options  other options to set
 */
function getOctokit(token, options, ...additionalPlugins) {
    const GitHubWithPlugins = GitHub.plugin(...additionalPlugins);
    return new GitHubWithPlugins(getOctokitOptions(token, options));
}
//# sourceMappingURL=github.js.map
// EXTERNAL MODULE: ../domain/json.ts
var json = __nccwpck_require__(1612);
// EXTERNAL MODULE: ../messages/broken-answers.ts
var broken_answers = __nccwpck_require__(6657);
;// CONCATENATED MODULE: ../github/conditional.ts
/** Number of answers to remember. Only polling repeats reads, and it polls few addresses. */
const maxRemembered = 20;
/**
 * Makes repeated reads conditional. If nothing has changed, GitHub answers 304, which does not count against the rate
 * limit. The remembered answer is then returned again.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
function conditional(fetch) {
    const remembered = new Map();
    return async (address, init) => {
        if (init.method !== 'GET')
            return fetch(address, init);
        const known = remembered.get(address);
        const condition = known === undefined ? {} : { 'if-none-match': known.etag };
        const answer = await fetch(address, { ...init, headers: { ...init.headers, ...condition } });
        // The remembered answer gets the new headers, such as the date, rate limits and request ID.
        if (known !== undefined && answer.status === 304) {
            return { ...known.answer, headers: new Map([...known.answer.headers, ...answer.headers]) };
        }
        const etag = answer.headers.get('etag');
        if (answer.status !== 200 || etag === undefined)
            return answer;
        remembered.delete(address);
        remembered.set(address, { etag, answer });
        const [oldest] = remembered.keys();
        if (remembered.size > maxRemembered && oldest !== undefined)
            remembered.delete(oldest);
        return answer;
    };
}

// EXTERNAL MODULE: ../github/failure.ts
var failure = __nccwpck_require__(9549);
// EXTERNAL MODULE: ../github/transport-error.ts
var transport_error = __nccwpck_require__(1341);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: ../github/transport.ts



/** Limit for servers that never stop sending. A page of 100 deployments is below 1 MB with any payloads. */
const maxBodyLength = 16 * 1024 * 1024;
const maxRedirects = 5;
/**
 * Sends requests with Node's `http` and `https` modules, through a proxy if there is one. TLS and tunnels are slow to
 * load, so they are loaded only if they are needed. Every body has a size limit. GitHub redirects requests for a
 * renamed repository. Redirects keep the method and body, and are only followed on the same host, because the token is
 * only for that host.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
class Transport {
    #options;
    #leaving = new Set();
    #agent;
    constructor(options) {
        this.#options = options;
    }
    fetch = async (address, init) => {
        let url = new URL(address);
        try {
            for (let hop = 0; hop <= maxRedirects; hop++) {
                const { message, body } = await this.#exchange(url, init);
                const dateMs = Date.parse(message.headers.date ?? '');
                if (Number.isFinite(dateMs))
                    this.#options.onDate(dateMs);
                const status = message.statusCode ?? 0;
                const location = message.headers.location;
                if (![301, 302, 307, 308].includes(status) || location === undefined) {
                    return {
                        status,
                        headers: this.#headersOf(message),
                        text: () => Promise.resolve(this.#withoutTokens(body))
                    };
                }
                url = redirected(url, location);
            }
        }
        catch (error) {
            if (init.signal.reason instanceof transport_error/* TransportError */.wX)
                throw init.signal.reason;
            if (error instanceof transport_error/* TransportError */.wX)
                throw error;
            const { networkError } = await __nccwpck_require__.e(/* import() */ 530).then(__nccwpck_require__.bind(__nccwpck_require__, 3530));
            throw networkError(error, url.host);
        }
        throw new transport_error/* TransportError */.wX((0,broken_answers/* tooManyRedirects */.Fp)({ most: maxRedirects }), 'REDIRECT');
    };
    /** Closes the connections that are kept open. */
    close() {
        this.#agent?.destroy();
    }
    /** Returns a new connection for each request through a proxy, or a connection that is kept open without a proxy. */
    async #wayTo(url, signal) {
        const proxy = this.#options.proxyFor(url);
        if (proxy !== undefined) {
            const { openTunnel } = await __nccwpck_require__.e(/* import() */ 425).then(__nccwpck_require__.bind(__nccwpck_require__, 3425));
            return { createConnection: await openTunnel(url, proxy, signal) };
        }
        const { Agent } = await moduleFor(url);
        this.#agent ??= new Agent({ keepAlive: true });
        return { agent: this.#agent };
    }
    #headersOf({ headers }) {
        // Octokit passes on a body as text if it is not JSON.
        const found = new Map([['content-type', 'application/json']]);
        for (const [name, value] of Object.entries(headers)) {
            if (wanted.includes(name) || name.startsWith('x-ratelimit-'))
                found.set(name, this.#withoutTokens(String(value)));
        }
        return found;
    }
    #withoutTokens(text) {
        return this.#options.tokens.reduce((rest, token) => rest.replaceAll(token, '***'), text);
    }
    async #exchange(url, init) {
        const { method, headers, signal } = init;
        const { request: send } = await moduleFor(url);
        const way = await this.#wayTo(url, signal);
        return new Promise((resolve, reject) => {
            const broken = new transport_error/* TransportError */.wX((0,broken_answers/* answerIncomplete */.Bz)(), 'ECONNRESET');
            const request = send(url, { method, headers, signal, ...way }, message => {
                let body = '';
                message.setEncoding('utf8');
                message.on('data', (text) => {
                    body += text;
                    if (body.length <= maxBodyLength)
                        return;
                    reject(new transport_error/* TransportError */.wX((0,broken_answers/* answerTooLarge */.AU)(), 'BODY_TOO_LARGE'));
                    request.destroy();
                });
                message.on('end', () => resolve({ message, body }));
            });
            request.on('error', reject);
            // Node closes a connection without an error if it ends in the middle of the body.
            request.on('close', () => reject(broken));
            this.#leaving.add(request);
            for (const event of ['finish', 'close'])
                request.on(event, () => this.#hasLeft(request));
            request.end(init.body);
        });
    }
    #hasLeft(request) {
        if (this.#leaving.delete(request) && this.#leaving.size === 0)
            this.#options.onAllSent();
    }
}
/** Headers that this action uses. Other headers are not passed to Octokit, because it would print some of them. */
const wanted = ['date', 'etag', 'link', 'retry-after', 'x-accepted-github-permissions', 'x-github-request-id'];
const moduleFor = async (url) => url.protocol === 'https:' ? Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4708, 23)) : external_node_http_;
function redirected(from, location) {
    const to = URL.parse(location, from.href);
    if (to?.origin !== from.origin) {
        throw new transport_error/* TransportError */.wX((0,broken_answers/* redirectsElsewhere */.CR)({ from: from.host, to: to?.host ?? 'unreadable' }), 'REDIRECT');
    }
    return to;
}

;// CONCATENATED MODULE: ../github/sender.ts









/**
 * Time limit for a request in milliseconds. GitHub aborts requests after 10 seconds.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const timeLimitMs = 20_000;
/** Sends each request once, within a time limit. Also keeps GitHub's clock from every answer. */
class Sender {
    #options;
    #transport;
    #octokit;
    #spares;
    #graphqlUrl;
    #closed = new AbortController();
    #reads;
    #writes;
    /** How far GitHub's clock is ahead of the local clock, in milliseconds, according to its latest answer. */
    githubAheadMs = 0;
    /** Number of requests sent, including repeats. */
    sent = 0;
    constructor(options) {
        this.#options = options;
        this.#transport = new Transport({ ...options, onDate: dateMs => (this.githubAheadMs = dateMs - this.#now) });
        const fetch = conditional(this.#transport.fetch);
        const octokitFor = (token) => getOctokit(token, { baseUrl: options.apiUrl, userAgent: 'deployment-lifecycle', request: { fetch } });
        const [token, ...spares] = options.tokens;
        this.#octokit = octokitFor(token);
        this.#spares = spares.map(octokitFor);
        // https://docs.github.com/enterprise-server/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint
        this.#graphqlUrl = `${options.apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
        const last = new AbortController();
        const end = () => void setTimeout(() => last.abort(), options.cancelGraceMs).unref();
        options.cancelled.addEventListener('abort', end, { once: true });
        this.#reads = AbortSignal.any([options.cancelled, this.#closed.signal]);
        this.#writes = AbortSignal.any([last.signal, this.#closed.signal]);
    }
    get #now() {
        return this.#options.clock.now();
    }
    /** Aborted when no more requests may be sent. */
    get closed() {
        return this.#closed.signal;
    }
    /** Ends all requests that are still in progress. */
    close() {
        this.#closed.abort();
        this.#transport.close();
    }
    /** Sends a request once, and sends it again with the next token if GitHub rejects the first. */
    async try(call, kind, timeMs) {
        const signal = kind === 'read' ? this.#reads : this.#writes;
        for (;;) {
            if (this.#reads.aborted)
                throw new problem/* Cancelled */.cJ();
            const octokit = this.#octokit;
            const began = this.#now;
            const onAnswer = ({ status, requestId }) => this.#options.onAnswer({ doing: call.doing, tookMs: this.#now - began, status, requestId });
            this.sent++;
            try {
                const { value, about } = await this.#send(call, signal, Math.min(timeMs, timeLimitMs));
                onAnswer(about);
                return { done: true, value };
            }
            catch (error) {
                if (signal.aborted)
                    throw new problem/* Cancelled */.cJ();
                // A successful answer may also report a problem.
                if (error instanceof problem/* Problem */.AF)
                    throw error;
                const fault = (0,failure/* faultOf */.Kl)(error);
                onAnswer(fault.answer);
                if (fault.certainty !== 'answered' || fault.answer.status !== 401)
                    return { done: false, fault };
                // A parallel request may have changed the token in the meantime.
                if (octokit !== this.#octokit)
                    continue;
                const spare = this.#spares.shift();
                if (spare === undefined)
                    return { done: false, fault };
                this.#octokit = spare;
                this.#options.onTokenReplaced();
            }
        }
    }
    /** Sends a request and ends it after the time limit, no matter how slowly the answer arrives. */
    async #send(call, signal, timeMs) {
        const { method, path, parameters } = call;
        const { owner, name } = this.#options.repository;
        const target = path === github_call/* graphql */.U ? { url: this.#graphqlUrl } : { url: `/repos/{owner}/{repo}${path}`, owner, repo: name };
        const limit = new AbortController();
        const tooLate = new transport_error/* TransportError */.wX((0,broken_answers/* answerTooLate */.BL)({ seconds: Math.round(timeMs / 1000) }), 'TIME_LIMIT');
        const timer = setTimeout(() => limit.abort(tooLate), timeMs);
        try {
            const response = await this.#octokit.request({
                method,
                ...target,
                headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
                request: { signal: AbortSignal.any([signal, limit.signal]) },
                ...parameters
            });
            return sender_valueOf(call, response);
        }
        finally {
            clearTimeout(timer);
        }
    }
}
/** Returns the value of an answer. @throws Failed if the answer is an error or is not documented by GitHub */
function sender_valueOf({ path, partial, parse }, { status, headers, data }) {
    const about = { status, requestId: (0,json/* textAt */.$6)(headers, 'x-github-request-id') };
    if (typeof data === 'string' && (data !== '' || status >= 300))
        throw new failure/* Failed */.cV((0,failure/* httpFault */.NH)(status, headers, data));
    const fault = path === github_call/* graphql */.U ? (0,failure/* graphqlFault */.IW)(data, headers, about, partial === true) : undefined;
    if (fault !== undefined)
        throw new failure/* Failed */.cV(fault);
    const value = parse(data, headers);
    if (value !== undefined)
        return { value, about };
    throw new failure/* Failed */.cV({ certainty: 'open', answer: { ...about, message: (0,broken_answers/* answerUnknown */.lV)(), isForeign: true } });
}

;// CONCATENATED MODULE: ../github/client.ts






/**
 * Minimum time for a request in milliseconds, even if the budget is used up. A write needs more, because GitHub may
 * need up to 10 seconds for it.
 */
const minTimeMs = { read: 2000, write: 12_000 };
/** Minimum length of a wait that is logged, in milliseconds. */
const loggedWaitMs = 5000;
/**
 * Sends requests and repeats them if that is safe (`next` decides). All requests and waits together end with the
 * budget.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
class Client {
    #options;
    #sender;
    #deadlineMs;
    /**
     * Deadline for requests if the host name does not exist, on the local clock. Infinity as soon as the host was found,
     * because an existing name may be unavailable for a while.
     */
    #unknownHostDeadlineMs;
    /** Set if GraphQL's rate limit is used up: the error, and the number of requests through REST that are left. */
    #ration;
    constructor(options) {
        this.#options = options;
        this.#sender = new Sender(options);
        this.#deadlineMs = this.ourNow + options.budgetMs;
        this.#unknownHostDeadlineMs = this.ourNow + options.unknownHostMs;
    }
    /** Time on the local clock in milliseconds. GitHub's clock is `githubAhead` of it. */
    get ourNow() {
        return this.#options.clock.now();
    }
    /** How far GitHub's clock is ahead of the local clock, in milliseconds, according to its latest answer. */
    get githubAheadMs() {
        return this.#sender.githubAheadMs;
    }
    /** Time that is left of the budget, in milliseconds. Negative if it is used up. */
    get leftMs() {
        return this.#deadlineMs - this.ourNow;
    }
    /** Number of requests sent, including repeats. */
    get sent() {
        return this.#sender.sent;
    }
    /** Repository in the form of GraphQL variables. */
    get repository() {
        const { owner, name } = this.#options.repository;
        return { owner, repo: name };
    }
    /** Ends all requests and waits that are still in progress. */
    close() {
        this.#sender.close();
    }
    /** Sends a request that changes nothing, or that has no further effect if it is sent again. */
    read(call, timeLimits) {
        return this.#complete(call, [], timeLimits);
    }
    /** Sends a request that must be completed exactly once. */
    async write(write, timeLimits) {
        const faults = [];
        try {
            return await this.#complete(write, faults, timeLimits);
        }
        catch (error) {
            if (!(error instanceof problem/* GitHubProblem */.Jy) || !mayBeDone(faults))
                throw error;
            throw writeUncertain({ doing: write.doing, cause: error });
        }
    }
    /** Sends a request until GitHub has completed it, and collects the faults on the way. */
    async #complete(request, faults, timeLimits = {}) {
        const deadlines = this.#deadlinesOf(timeLimits);
        for (;;) {
            const sentAtMs = this.ourNow;
            const write = 'look' in request ? request : undefined;
            const kind = write === undefined ? 'read' : 'write';
            this.#demandRation(request);
            const tried = await this.#sender.try(request, kind, Math.max(deadlines.otherwiseMs - sentAtMs, minTimeMs[kind]));
            if (tried.done || !isUnknownHost(tried.fault))
                this.#unknownHostDeadlineMs = Infinity;
            if (tried.done)
                return tried.value;
            const { fault } = tried;
            const following = next(fault, faults, {
                kind,
                mayLag: request.mayLag === true,
                githubNowMs: this.ourNow + this.githubAheadMs,
                leftMs: this.#deadlineAfter(fault, deadlines) - this.ourNow,
                jitter: Math.random()
            });
            faults.push(fault);
            if (following.step === 'fail')
                throw await this.#giveUp(request, fault);
            await this.#waitAfter(fault, request, following.afterMs);
            if (isRateLimit(fault))
                postpone(deadlines, following.afterMs);
            if (write === undefined)
                continue;
            if (following.step === 'look') {
                const { value, rest = write } = await this.lookTwice(write, sentAtMs);
                if (value !== undefined)
                    return value;
                request = rest;
            }
            write.onRepeat?.();
        }
    }
    #deadlinesOf({ withinMs = Infinity, unansweredMs = Infinity }) {
        const ifLimitedMs = Math.min(this.#deadlineMs, this.ourNow + withinMs);
        return { ifLimitedMs, otherwiseMs: Math.min(ifLimitedMs, this.ourNow + unansweredMs) };
    }
    /** Returns when to give up after a fault, on the local clock. */
    #deadlineAfter(fault, { ifLimitedMs, otherwiseMs }) {
        if (isRateLimit(fault))
            return ifLimitedMs;
        return isUnknownHost(fault) ? Math.min(otherwiseMs, this.#unknownHostDeadlineMs) : otherwiseMs;
    }
    /**
     * Looks for the result of a write, and looks again after a while because a replica may lag behind.
     *
     * @param sentAtMs time of the request, on the local clock
     */
    async lookTwice({ look, settledAfterMs = 0 }, sentAtMs) {
        const first = await look();
        if (first.value !== undefined)
            return first;
        await this.sleep(Math.max(ports/* replicaLagMs */.n, sentAtMs + settledAfterMs - this.ourNow));
        const second = await (first.rest?.look ?? look)();
        return { value: second.value, rest: second.rest ?? first.rest };
    }
    /** @throws GitHubProblem if REST may not be used any more instead of GraphQL */
    #demandRation({ path }) {
        if (this.#ration !== undefined && path !== github_call/* graphql */.U && this.#ration.left-- <= 0)
            throw this.#ration.problem;
    }
    /** Waits before a request is repeated, and says so if that takes long. */
    async #waitAfter({ answer }, { doing }, waitMs) {
        if (waitMs >= loggedWaitMs)
            this.#options.onWait((0,problem/* couldNot */.NF)({ doing, answer }), waitMs);
        await this.sleep(waitMs);
    }
    /**
     * Returns the error for a request that is not repeated, with advice. Most runs need no advice, so it is loaded only
     * here.
     */
    async #giveUp({ doing, path }, fault) {
        const { gaveUp, problemOf } = await __nccwpck_require__.e(/* import() */ 81).then(__nccwpck_require__.bind(__nccwpck_require__, 2081));
        const problem = fault.certainty === 'answered'
            ? problemOf(doing, fault, this.#options)
            : gaveUp(doing, fault, this.#options, this.ourNow + this.githubAheadMs);
        const { maxRestRequests } = this.#options;
        const isUsedUp = path === github_call/* graphql */.U && problem.answer.limit === 'primary';
        if (isUsedUp && maxRestRequests !== undefined)
            this.#ration ??= { problem, left: maxRestRequests };
        return problem;
    }
    /**
     * Waits for a number of milliseconds.
     * @throws Cancelled as soon as the job is cancelled
     */
    sleep(milliseconds) {
        return this.#options.clock.sleep(milliseconds, this.#sender.closed);
    }
}
const isUnknownHost = (fault) => fault.certainty !== 'answered' && fault.isUnknownHost === true;
/** Moves the deadline after a wait for a rate limit. */
function postpone(deadlines, waitMs) {
    deadlines.otherwiseMs = Math.min(deadlines.ifLimitedMs, deadlines.otherwiseMs + waitMs);
}
const isRateLimit = (fault) => fault.certainty !== 'answered' && fault.limit !== undefined;

// EXTERNAL MODULE: ../github/access.ts
var github_access = __nccwpck_require__(8305);
// EXTERNAL MODULE: ../domain/intent.ts
var domain_intent = __nccwpck_require__(9748);
;// CONCATENATED MODULE: ../github/creation.ts





/**
 * GitHub aborts requests after 10 seconds, so a creation cannot appear later than this, in milliseconds.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
const settledAfterMs = 12_000;
/** Creates deployments exactly once, and finds a created deployment if the answer was lost. */
class Creation {
    #client;
    #deployments;
    #statuses;
    constructor(client, deployments, statuses) {
        this.#client = client;
        this.#deployments = deployments;
        this.#statuses = statuses;
    }
    /**
     * Creates a deployment.
     * https://docs.github.com/rest/deployments/deployments#create-a-deployment
     */
    create(wanted, intent, onRepeat) {
        const doing = `create a deployment of ${wanted.environment}`;
        return this.#client.write({
            doing,
            method: 'POST',
            path: '/deployments',
            parameters: {
                ref: wanted.ref,
                task: wanted.task,
                environment: wanted.environment,
                description: wanted.description,
                payload: wanted.payload,
                transient_environment: wanted.transient,
                auto_merge: wanted.autoMerge,
                production_environment: wanted.production,
                required_contexts: wanted.requiredContexts
            },
            parse: (data, headers) => (0,domain_deployment/* deploymentFrom */.ir)(data) ?? merged(doing, data, headers),
            ...this.#soughtBy(intent),
            onRepeat
        });
    }
    /** Finds the deployment whose creation was not answered. */
    async findCreated(intent) {
        const sentAtMs = intent.sentAtMs ?? intent.savedAtMs;
        return (await this.#client.lookTwice(this.#soughtBy(intent), sentAtMs)).value;
    }
    #soughtBy(intent) {
        return { look: async () => ({ value: await this.#lookFor(intent) }), settledAfterMs };
    }
    /**
     * Looks for the deployment whose creation was not answered. Throws an error if several deployments match, because it
     * must never guess.
     */
    async #lookFor(intent) {
        const candidates = await this.#candidates(intent);
        // Only this step leaves its mark, but the same step may be in the job twice.
        if (intent.isMarked && candidates.length < 2)
            return candidates[0];
        const untouched = await this.#untouched(candidates);
        if (intent.isMarked)
            return untouched[0];
        if (untouched.length > 1) {
            throw creationAmbiguous({ environment: intent.environment, ids: untouched.map(({ id }) => id) });
        }
        if (untouched.length === 0)
            return undefined;
        // A deployment of a sibling job would have a status by the next look.
        await this.#client.sleep(ports/* replicaLagMs */.n);
        const [still] = await this.#untouched(untouched);
        return still;
    }
    /** Returns the deployments that an intent may have created. */
    async #candidates(intent) {
        const candidates = [];
        // GitHub may have recorded the environment in another spelling, and its filter may be case-sensitive.
        for await (const { entries: page } of this.#deployments.pages({ task: intent.task })) {
            // This answer may be the first that shows GitHub's time.
            const { githubAheadMs } = this.#client;
            for (const deployment of page)
                if (await (0,domain_intent/* matchesIntent */.W)(deployment, intent, githubAheadMs))
                    candidates.push(deployment);
            const oldest = page.at(-1);
            if (oldest !== undefined && Date.parse(oldest.createdAt) < intent.savedAtMs + githubAheadMs - 60_000)
                break;
        }
        return candidates;
    }
    /**
     * Returns the deployments without any status. A deployment with a status belongs to another job, because this step
     * has not set a status yet.
     */
    async #untouched(candidates) {
        const untouched = [];
        for (const candidate of candidates) {
            if ((await this.#statuses.newest(candidate.id)).length === 0)
                untouched.push(candidate);
        }
        return untouched;
    }
}
/** Throws if GitHub answered 202, which means that it merged the default branch and created nothing. */
function merged(doing, data, headers) {
    const message = (0,json/* textAt */.$6)(data, 'message');
    if (message === undefined || !/auto-?merged/i.test(message))
        return undefined;
    const requestId = (0,json/* textAt */.$6)(headers, 'x-github-request-id');
    throw autoMerged({ doing, answer: { status: 202, message, requestId } });
}

// EXTERNAL MODULE: ../github/paging.ts
var paging = __nccwpck_require__(8271);
;// CONCATENATED MODULE: ../github/deployments.ts



/**
 * Reads deployments and their commits.
 * https://docs.github.com/rest/deployments/deployments
 */
class Deployments {
    #client;
    constructor(client) {
        this.#client = client;
    }
    /**
     * Returns a deployment.
     * https://docs.github.com/rest/deployments/deployments#get-a-deployment
     */
    one(id, timeLimits) {
        return this.#client.read({ ...this.#lookup(id), mayLag: true }, timeLimits);
    }
    /**
     * Whether a deployment was deleted. This only reads, because a write also gets "not found" if the token can only
     * read.
     */
    async isGone(id) {
        const look = async () => ({
            value: await (0,paging/* ifMissing */.W1)(() => this.#client.read(this.#lookup(id)))
        });
        const { value } = await this.#client.lookTwice({ look }, this.#client.ourNow);
        return value === true;
    }
    #lookup(id) {
        return {
            doing: `find deployment ${id}`,
            method: 'GET',
            path: '/deployments/{deployment_id}',
            parameters: { deployment_id: id },
            parse: domain_deployment/* deploymentFrom */.ir
        };
    }
    /**
     * Lists deployments, filtered by the values they were created with, newest first.
     * https://docs.github.com/rest/deployments/deployments#list-deployments
     */
    pages(filter, timeLimits) {
        const list = {
            doing: 'list the deployments',
            path: '/deployments',
            parameters: { ...filter },
            parseEntry: domain_deployment/* deploymentFrom */.ir
        };
        return (0,paging/* restPages */.N4)(this.#client, list, timeLimits);
    }
    /**
     * Returns the head commit of a pull request.
     * https://docs.github.com/rest/pulls/pulls#get-a-pull-request
     */
    pullRequestHead(number) {
        return this.#client.read({
            doing: `find the head of pull request #${number}`,
            method: 'GET',
            path: '/pulls/{pull_number}',
            parameters: { pull_number: number },
            parse: data => (0,json/* textAt */.$6)(data, 'head', 'sha')
        });
    }
    /**
     * Returns the commit of a ref, or `undefined` if there is none.
     * https://docs.github.com/rest/commits/commits#get-a-commit
     */
    async commit(ref) {
        const call = {
            doing: `find the commit of ${ref}`,
            method: 'GET',
            path: '/commits/{ref}',
            parameters: { ref, per_page: 1 },
            parse: data => (0,json/* textAt */.$6)(data, 'sha')
        };
        // GitHub answers 422 for a ref that it cannot resolve.
        return (0,paging/* orMissing */.Mr)(() => this.#client.read(call), [404, 422]);
    }
}

;// CONCATENATED MODULE: ../github/identities.ts

/**
 * Finds the REST records of deployments that GraphQL has listed. GraphQL shows neither the REST id, which does not fit
 * into its `databaseId`, nor the ref of a deployment. REST's `node_id` is the id in GraphQL.
 * https://docs.github.com/graphql/guides/using-global-node-ids
 */
class Identities {
    #deployments;
    /** Records by GraphQL id. */
    #known = new Map();
    constructor(deployments) {
        this.#deployments = deployments;
    }
    /** Returns the REST id if it is known. */
    idOf({ id, nodeId }) {
        return id ?? this.#known.get(nodeId)?.id;
    }
    /** Looks up the REST ids of deployments. The id of a deployment that REST does not find stays unknown. */
    async learn(listed, timeLimits) {
        const unknown = listed.filter(one => this.idOf(one) === undefined);
        await this.records(unknown, timeLimits);
    }
    /**
     * Returns records by GraphQL id, without those that were deleted. First reads the newest deployments of the
     * repository, then the newest ones of each environment, as long as a page has several wanted ones. Then searches by
     * commit and task, which never change.
     */
    async records(listed, { maxRequests = Infinity, ...timeLimits } = {}) {
        const wanted = new Map(listed.map(one => [one.nodeId, one]));
        for (const nodeId of this.#known.keys())
            wanted.delete(nodeId);
        let requests = 0;
        /** @param isDone decides after each page, from the number of wanted deployments on it */
        const search = async (filter, isDone) => {
            if (wanted.size === 0 || ++requests > maxRequests)
                return;
            for await (const page of (0,paging/* entriesOf */.Mc)(this.#deployments.pages(filter, timeLimits))) {
                for (const record of page)
                    this.#known.set(record.nodeId, record);
                const found = page.filter(({ nodeId }) => wanted.delete(nodeId));
                if (isDone(found.length) || wanted.size === 0 || ++requests > maxRequests)
                    return;
            }
        };
        const isFew = (found) => found < 2;
        const environments = Map.groupBy(wanted.values(), ({ environment }) => environment);
        if (environments.size > 1)
            await search({}, isFew);
        for (const [environment, those] of environments) {
            const left = those.filter(({ nodeId }) => wanted.has(nodeId));
            if (left.length > 1)
                await search({ environment }, isFew);
        }
        for (const those of Map.groupBy(wanted.values(), originOf).values()) {
            const { sha, task } = those[0] ?? {};
            await search({ sha, task }, () => !those.some(({ nodeId }) => wanted.has(nodeId)));
        }
        return this.#known;
    }
}
/** Returns the same text for deployments of the same commit and task. */
const originOf = ({ sha, task }) => JSON.stringify([sha, task]);

;// CONCATENATED MODULE: ../github/listed-deployment.ts


/** Returns a deployment from REST, with its newest statuses if they were read. */
const listedFromRest = (deployment, statuses) => statuses === undefined ? deployment : { ...deployment, ...statusFields(statuses) };
/** Returns the fields of a deployment that its statuses decide. They are listed newest first. */
function statusFields(statuses) {
    const [latest] = statuses;
    return {
        state: latest?.state,
        logUrl: latest?.logUrl,
        statusDescription: latest?.description,
        environmentUrl: statuses.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl,
        states: statuses.map(({ state }) => state)
    };
}
/**
 * Fields of a deployment in a list. The query decides with `$payloads` and `$statuses` whether to read payloads, which
 * are large, and statuses. Twenty statuses are more than nearly every deployment has.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
const listedFragment = `
fragment Listed on Deployment {
  id commitOid task environment createdAt description
  creator { __typename login }
  latestStatus { state environmentUrl logUrl description }
  payload @include(if: $payloads)
  statuses(first: 20) @include(if: $statuses) {
    pageInfo { hasNextPage }
    nodes { state environmentUrl }
  }
}`;
/** Reads a deployment with the fields of `listedFragment`. */
function listedFromGraphql(node) {
    const nodeId = (0,json/* textAt */.$6)(node, 'id');
    const sha = (0,json/* textAt */.$6)(node, 'commitOid');
    if (nodeId === undefined || sha === undefined)
        return undefined;
    const latest = (0,json/* valueAt */.fK)(node, 'latestStatus');
    const payload = (0,json/* valueAt */.fK)(node, 'payload');
    const statuses = (0,json/* valueAt */.fK)(node, 'statuses', 'nodes');
    return {
        nodeId,
        sha,
        task: (0,json/* textAt */.$6)(node, 'task') ?? 'deploy',
        environment: (0,json/* textAt */.$6)(node, 'environment') ?? '',
        createdAt: (0,json/* textAt */.$6)(node, 'createdAt') ?? '',
        description: (0,json/* textAt */.$6)(node, 'description') ?? '',
        creator: (0,domain_deployment/* creatorFrom */.TE)((0,json/* valueAt */.fK)(node, 'creator'), '__typename'),
        state: stateIn(latest),
        environmentUrl: (0,json/* textAt */.$6)(latest, 'environmentUrl') ?? newestUrlIn(statuses),
        logUrl: (0,json/* textAt */.$6)(latest, 'logUrl'),
        statusDescription: (0,json/* textAt */.$6)(latest, 'description'),
        payload: payload === undefined ? undefined : (0,domain_deployment/* decodedPayload */.p_)(payload),
        states: Array.isArray(statuses) ? statesIn(statuses) : undefined,
        hasMoreStatuses: (0,json/* valueAt */.fK)(node, 'statuses', 'pageInfo', 'hasNextPage') === true
    };
}
const stateIn = (status) => (0,json/* textAt */.$6)(status, 'state')?.toLowerCase();
/** Returns the states in a list of statuses. */
const statesIn = (statuses) => Array.isArray(statuses) ? statuses.map(stateIn).filter(state => state !== undefined) : [];
/** Returns the newest URL in a list of statuses. */
const newestUrlIn = (statuses) => Array.isArray(statuses)
    ? statuses.map(status => (0,json/* textAt */.$6)(status, 'environmentUrl')).find(url => url !== undefined)
    : undefined;

;// CONCATENATED MODULE: ../github/spelling.ts



/** Returns each name as it is and in lower case. */
const withLowerCase = (names) => [
    ...new Set(names.flatMap(name => [name, name.toLowerCase()]))
];
/**
 * Reads lists by the names of environments. These names are not case sensitive, but GitHub does not document whether
 * filters by them are. So a list that shows nothing for a name is read again with GitHub's spelling of that name, which
 * is requested only once.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 */
class Spelling {
    #deployments;
    #environments;
    /** Names for which a list has shown something, in lower case. */
    #shown = new Set();
    /** Results by name. */
    #lookups = new Map();
    /** Names of all environments by name in lower case, if they were listed. */
    #listed;
    #newest;
    constructor(deployments, environments) {
        this.#deployments = deployments;
        this.#environments = environments;
    }
    /** Reads a list, and reads it again with other spellings of the names for which it shows nothing. */
    async *read(names, list) {
        for await (const page of list(names)) {
            for (const { environment } of page.entries)
                this.#shown.add(environment.toLowerCase());
            // After an empty page, the list may go on with another spelling.
            if (page.entries.length > 0)
                yield page;
        }
        const others = [];
        for (const name of names.filter(each => !this.#shown.has(each.toLowerCase())))
            others.push(...(await this.#othersOf(name)));
        const unread = others.filter(other => !names.includes(other));
        if (unread.length > 0)
            yield* list([...new Set(unread)]);
    }
    /** Reads by a name and, if that finds nothing, by GitHub's spelling of it. */
    async first(name, read, isFound) {
        const found = await read(name);
        if (isFound(found))
            return found;
        const { spelling = name } = await this.#lookUp(name);
        return spelling === name ? found : read(spelling);
    }
    /** Returns the names of all environments, or `undefined` if the token cannot list them. */
    async names() {
        const names = await (await this.#environments()).names();
        this.#listed = names && new Map(names.map(name => [name.toLowerCase(), name]));
        return names;
    }
    /** Whether an environment exists. */
    async existence(name) {
        return (await this.#lookUp(name)).existence;
    }
    async #othersOf(name) {
        const { spelling = name } = await this.#lookUp(name);
        return [name.toLowerCase(), spelling];
    }
    #lookUp(name) {
        const lookup = this.#lookups.get(name) ?? this.#ask(name);
        this.#lookups.set(name, lookup);
        return lookup;
    }
    /**
     * Asks for a name. A token that cannot see environments may still see the newest deployments, which contain the names
     * of their environments.
     */
    async #ask(name) {
        if (this.#listed !== undefined) {
            const spelling = this.#listed.get(name.toLowerCase());
            return { existence: spelling === undefined ? 'missing' : 'exists', spelling };
        }
        const found = await tried(async () => (await this.#environments()).find(name));
        if (found !== undefined)
            return { existence: found.value === undefined ? 'missing' : 'exists', spelling: found.value };
        const newest = await tried(() => this.#newestNames());
        return { existence: 'unknown', spelling: newest?.value.find(other => (0,domain_deployment/* sameEnvironment */.iE)(other, name)) };
    }
    #newestNames() {
        this.#newest ??= (0,paging/* firstPage */.SV)(this.#deployments.pages({})).then(({ entries }) => entries.map(({ environment }) => environment));
        return this.#newest;
    }
}
/** Returns `undefined` if a request fails, for example because the token lacks a permission. */
async function tried(read) {
    try {
        return { value: await read() };
    }
    catch (error) {
        if (!(error instanceof problem/* Problem */.AF))
            throw error;
        return undefined;
    }
}

;// CONCATENATED MODULE: ../github/listing-graphql.ts







const deploymentsField = `
  deployments(environments: $environments, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ...Listed }
  }`;
const scanQuery = `
query Scan(
  $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String,
  $payloads: Boolean!, $statuses: Boolean!
) {
  repository(owner: $owner, name: $repo) { ${deploymentsField} }
}
${listedFragment}`;
const nodesQuery = `
query States($ids: [ID!]!, $payloads: Boolean!, $statuses: Boolean!) { nodes(ids: $ids) { ...Listed } }
${listedFragment}`;
const lookQuery = `
query Look(
  $id: ID!, $ids: [ID!]!, $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String,
  $payloads: Boolean!, $statuses: Boolean!, $around: Boolean!
) {
  node(id: $id) { ... on Deployment { newestStatuses: statuses(first: 100) { nodes { state environmentUrl } } } }
  nodes(ids: $ids) { ...Listed }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${deploymentsField} }
}
${listedFragment}`;
const statusesQuery = `
query StatesOf($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Deployment { statuses(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { state } } }
  }
}`;
/** Number of environment names per request. */
const namesPerRequest = 100;
/** Page size after GitHub found a page with statuses too expensive. */
const smallPageSize = 25;
/**
 * Lists deployments through GraphQL, many per request.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
class GraphqlListing {
    #client;
    #pageSizeWithStatuses = paging/* pageSize */.T0;
    constructor(client) {
        this.#client = client;
    }
    /** Lists the deployments of environments, newest first within each group of 100 names. */
    async *list(environments, options = {}) {
        for (let start = 0; start < environments.length; start += namesPerRequest) {
            const names = environments.slice(start, start + namesPerRequest);
            yield* (0,paging/* graphqlPages */.U_)(`read the deployments of ${firstAndCount(names)}`, after => this.#page(names, after, options));
        }
    }
    async #page(environments, after, options) {
        const { withPayloads = false, withStatuses = false, withinMs } = options;
        const first = withStatuses ? this.#pageSizeWithStatuses : paging/* pageSize */.T0;
        const call = {
            doing: `read the deployments of ${firstAndCount(environments)}`,
            method: 'POST',
            path: github_call/* graphql */.U,
            parameters: {
                query: scanQuery,
                variables: {
                    ...this.#client.repository,
                    environments,
                    first,
                    after: after ?? null,
                    payloads: withPayloads,
                    statuses: withStatuses
                }
            },
            parse: data => (0,paging/* connectionFrom */.pw)(deploymentsIn(data), listedFromGraphql)
        };
        try {
            return await this.#client.read(call, { withinMs });
        }
        catch (error) {
            const isTooLarge = error instanceof problem/* GitHubProblem */.Jy && (0,failure/* isTooExpensive */.SR)(error.answer.message);
            if (!isTooLarge || !withStatuses || first === smallPageSize)
                throw error;
            this.#pageSizeWithStatuses = smallPageSize;
            return this.#page(environments, after, options);
        }
    }
    /** Returns deployments in the order of their ids. A deployment that does not exist is `undefined`. */
    nodes(ids, options) {
        const { withPayloads = false, withStatuses = false, withinMs } = options;
        const call = {
            doing: 'read the states of the deployments',
            method: 'POST',
            path: github_call/* graphql */.U,
            parameters: { query: nodesQuery, variables: { ids, payloads: withPayloads, statuses: withStatuses } },
            partial: true,
            parse: (data, headers) => {
                demandNoOtherErrors(data, headers);
                return nodesIn(data);
            }
        };
        return this.#client.read(call, { withinMs });
    }
    /**
     * Returns the latest state and URL of a deployment. The same request reads other deployments and the first page of
     * its environment.
     */
    look(deployment, scope, timeLimits) {
        const call = {
            doing: `look at deployment ${deployment.id}`,
            method: 'POST',
            path: github_call/* graphql */.U,
            parameters: {
                query: lookQuery,
                variables: {
                    ...this.#client.repository,
                    id: deployment.nodeId,
                    ids: scope.also,
                    environments: withLowerCase([deployment.environment]),
                    first: paging/* pageSize */.T0,
                    after: null,
                    around: scope.withEnvironment,
                    payloads: scope.withPayloads,
                    statuses: false
                }
            },
            // Another deployment may have been deleted.
            partial: true,
            parse: (data, headers) => {
                demandNoOtherErrors(data, headers);
                const statuses = (0,json/* valueAt */.fK)(data, 'data', 'node', 'newestStatuses', 'nodes');
                const others = nodesIn(data);
                const page = scope.withEnvironment ? (0,paging/* connectionFrom */.pw)(deploymentsIn(data), listedFromGraphql) : undefined;
                if (!Array.isArray(statuses) || others === undefined)
                    return undefined;
                if (scope.withEnvironment && page === undefined)
                    return undefined;
                const states = statesIn(statuses);
                return {
                    state: states[0],
                    environmentUrl: newestUrlIn(statuses),
                    succeeded: states.includes('success'),
                    also: others.filter(other => other !== undefined),
                    newest: page && { deployments: page.entries, of: 'environment', isAll: page.isLast }
                };
            }
        };
        return this.#client.read(call, timeLimits);
    }
    /** Reads the states of a deployment's statuses, newest first, in pages. */
    states(nodeId) {
        const doing = 'read the statuses of a deployment';
        return (0,paging/* graphqlPages */.U_)(doing, after => this.#client.read({
            doing,
            method: 'POST',
            path: github_call/* graphql */.U,
            parameters: { query: statusesQuery, variables: { id: nodeId, first: paging/* pageSize */.T0, after: after ?? null } },
            parse: data => (0,paging/* connectionFrom */.pw)((0,json/* valueAt */.fK)(data, 'data', 'node', 'statuses'), status => (0,json/* textAt */.$6)(status, 'state')?.toLowerCase())
        }));
    }
}
const deploymentsIn = (data) => (0,json/* valueAt */.fK)(data, 'data', 'repository', 'deployments');
function nodesIn(data) {
    const nodes = (0,json/* valueAt */.fK)(data, 'data', 'nodes');
    return Array.isArray(nodes) ? nodes.map(listedFromGraphql) : undefined;
}
/**
 * Ignores that single nodes do not exist.
 *
 * @throws Failed if there is any other error, because then a missing node does not prove anything
 */
function demandNoOtherErrors(data, headers) {
    const errors = (0,json/* valueAt */.fK)(data, 'errors');
    const others = Array.isArray(errors) ? errors.filter(error => !isMissingNode(error)) : [];
    const about = { status: 200, requestId: (0,json/* textAt */.$6)(headers, 'x-github-request-id') };
    const fault = (0,failure/* graphqlFault */.IW)({ data: (0,json/* valueAt */.fK)(data, 'data'), errors: others }, headers, about, false);
    if (fault !== undefined)
        throw new failure/* Failed */.cV(fault);
}
function isMissingNode(error) {
    const [{ type, path } = {}] = (0,failure/* graphqlErrors */.dM)({ errors: [error] });
    return type === 'NOT_FOUND' && path?.startsWith('nodes.') === true;
}
const firstAndCount = ([first = '', ...others]) => others.length === 0 ? first : `${first} and ${others.length} more`;

// EXTERNAL MODULE: ../domain/going-back.ts
var going_back = __nccwpck_require__(704);
;// CONCATENATED MODULE: ../github/listing.ts






/** Time limit that leaves enough time to write the final state, even if this read fails. */
const lookTimeLimits = { withinMs: 30_000 };
/** Number of newest deployments whose statuses are read one by one. */
const maxOneByOne = 20;
/** Maximum number of deployments in a history, and in the part of it that is read through REST. */
const maxHistory = { graphql: 1000, rest: 100 };
/**
 * Lists deployments with their latest states. Uses GraphQL. If GraphQL refuses, continues with REST, which needs one
 * more request for the statuses of each deployment. No list returns a deployment twice.
 */
class Listing {
    #access;
    #deployments;
    #statuses;
    #identities;
    #spelling;
    #graphql;
    constructor(access, deployments, statuses, identities, spelling, graphql) {
        this.#access = access;
        this.#deployments = deployments;
        this.#statuses = statuses;
        this.#identities = identities;
        this.#spelling = spelling;
        this.#graphql = graphql;
    }
    /** Lists all deployments of environments. The order does not matter. */
    survey(environments) {
        const seen = new Set();
        return (0,paging/* entriesOf */.Mc)(this.#spelling.read(this.#namesToAsk(environments), names => this.#either(seen, () => this.#graphql.list(names), () => this.#surveyByRest(names, seen))));
    }
    async *#surveyByRest(names, seen) {
        for (const environment of names) {
            for await (const { entries, isLast } of this.#deployments.pages({ environment })) {
                const listed = [];
                for (const record of entries.filter(({ nodeId }) => !seen.has(nodeId))) {
                    const statuses = await (0,paging/* orMissing */.Mr)(() => this.#statuses.newest(record.id));
                    if (statuses !== undefined)
                        listed.push(listedFromRest(record, statuses));
                }
                yield { entries: listed, isLast };
            }
        }
    }
    /**
     * Lists the newest deployments of an environment with the states of their statuses, newest first. REST returns only
     * the deployments of the task, without statuses: `withStatuses` reads them.
     */
    async *history(environment, task) {
        const seen = new Set();
        const pages = this.#spelling.read(this.#namesToAsk([environment]), names => this.#either(seen, () => this.#graphql.list(names, { withStatuses: true }), () => this.#newestByRest(names, task, seen)));
        let left = maxHistory.graphql;
        for await (const page of pages) {
            yield page;
            left -= page.entries.length;
            if (left <= 0)
                return;
        }
    }
    async *#newestByRest(names, task, seen) {
        const newest = [];
        let isAll = true;
        for (const environment of names) {
            const unseen = [];
            let isEnd = true;
            for await (const { entries, isLast } of this.#deployments.pages({ environment, task })) {
                unseen.push(...entries.filter(({ nodeId }) => !seen.has(nodeId)));
                isEnd = isLast;
                if (unseen.length >= maxHistory.rest)
                    break;
            }
            newest.push(...unseen);
            isAll &&= isEnd;
        }
        newest.sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
        const entries = newest.slice(0, maxHistory.rest).map(record => listedFromRest(record));
        yield { entries, isLast: isAll && entries.length === newest.length };
    }
    /**
     * Reads the statuses of a listed deployment, as far as they decide how it went. Returns `undefined` if it was
     * deleted.
     */
    async withStatuses(listed) {
        const byRest = async () => {
            const id = listed.id ?? (await this.#identities.records([listed])).get(listed.nodeId)?.id;
            return id === undefined ? undefined : (0,paging/* orMissing */.Mr)(() => this.#withStatusesByRest(listed, id));
        };
        return listed.id === undefined ? this.#access.orRest(() => this.#withStatusesByGraphql(listed), byRest) : byRest();
    }
    async #withStatusesByGraphql(listed) {
        const states = [];
        for await (const { entries, isLast } of this.#graphql.states(listed.nodeId)) {
            states.push(...entries);
            if (!(0,going_back/* needsMoreStatuses */.N2)({ ...listed, states, hasMoreStatuses: !isLast }))
                break;
        }
        return { ...listed, states, hasMoreStatuses: false };
    }
    async #withStatusesByRest(listed, id) {
        const statuses = [];
        for await (const { entries, isLast } of this.#statuses.pages(id)) {
            statuses.push(...entries);
            const states = statuses.map(({ state }) => state);
            if (!(0,going_back/* needsMoreStatuses */.N2)({ ...listed, states, hasMoreStatuses: !isLast }))
                break;
        }
        return { ...listed, ...statusFields(statuses), hasMoreStatuses: false };
    }
    /** Returns the newest page of an environment. If GraphQL refuses, returns the newest deployments of the task. */
    newestOfEnvironment(where, options) {
        return this.#access.orRest(async () => {
            const names = withLowerCase([where.environment]);
            const list = (asked) => this.#graphql.list(asked, options);
            const { entries, isLast } = await (0,paging/* firstPage */.SV)(options.mayBeNew ? list(names) : this.#spelling.read(names, list));
            return { deployments: entries, of: 'environment', isAll: isLast };
        }, async () => this.#oneByOne(await this.#newestOf(where, options), options));
    }
    /** Returns the newest 100 deployments of a task. REST filters by task, and GraphQL returns the states. */
    async newestOfTask(where, options) {
        const newest = await this.#newestOf(where, options);
        return this.#access.orRest(async () => {
            const ids = newest.entries.map(({ nodeId }) => nodeId);
            const nodes = ids.length === 0 ? [] : await this.#graphql.nodes(ids, options);
            const deployments = nodes.flatMap((node, place) => {
                const record = newest.entries[place];
                return node === undefined || record === undefined ? [] : [{ ...node, id: record.id, ref: record.ref }];
            });
            // If GraphQL shows none of them, the token cannot see the repository through GraphQL.
            if (deployments.length === 0 && ids.length > 0)
                return this.#oneByOne(newest, options);
            return { deployments, of: 'task', isAll: newest.isLast };
        }, () => this.#oneByOne(newest, options));
    }
    #newestOf({ environment, task }, { mayBeNew, withinMs }) {
        const list = ([name = environment]) => this.#deployments.pages({ environment: name, task }, { withinMs });
        return (0,paging/* firstPage */.SV)(mayBeNew ? list([environment]) : this.#spelling.read([environment], list));
    }
    /** Reads the statuses of the newest 20 deployments of a list. */
    async #oneByOne(newest, { untilSuccess, withinMs }) {
        const deployments = [];
        for (const record of newest.entries.slice(0, maxOneByOne)) {
            const statuses = await (0,paging/* orMissing */.Mr)(() => this.#statuses.newest(record.id, { withinMs }));
            if (statuses === undefined)
                continue;
            const listed = listedFromRest(record, statuses);
            deployments.push(listed);
            if (untilSuccess === true && listed.state === 'success')
                break;
        }
        return { deployments, of: 'task', isAll: newest.isLast && deployments.length === newest.entries.length };
    }
    /** Reads one deployment, its environment and a few other deployments in one request. */
    async look(deployment, scope) {
        try {
            if (this.#access.reads)
                return await this.#graphql.look(deployment, scope, lookTimeLimits);
        }
        catch (error) {
            // REST may still work if GraphQL fails, even because of GraphQL's own rate limit.
            if (!(error instanceof problem/* GitHubProblem */.Jy) || error.answer.limit === 'secondary')
                throw error;
            this.#access.refused(error);
        }
        const { state, environmentUrl, states = [] } = listedFromRest(deployment, await this.#statuses.newest(deployment.id, lookTimeLimits));
        return { state, environmentUrl, succeeded: states.includes('success'), also: [] };
    }
    /** Returns the names to ask for. GraphQL answers for several names at once, so it is also asked in lower case. */
    #namesToAsk(names) {
        return this.#access.reads ? withLowerCase(names) : names;
    }
    /** Returns pages from GraphQL. If GraphQL refuses, continues with the deployments that REST lists in addition. */
    async *#either(seen, graphql, rest) {
        if (this.#access.reads) {
            try {
                for await (const page of graphql())
                    yield withoutSeen(page, seen);
                return;
            }
            catch (error) {
                if (!(0,github_access/* isRefusal */.v)(error))
                    throw error;
                this.#access.refused(error);
            }
        }
        for await (const page of rest())
            yield withoutSeen(page, seen);
    }
}
/** Returns the deployments of a page that are not in `seen`, and adds them. */
function withoutSeen({ entries, isLast }, seen) {
    const unseen = entries.filter(({ nodeId }) => !seen.has(nodeId));
    for (const { nodeId } of unseen)
        seen.add(nodeId);
    return { entries: unseen, isLast };
}

;// CONCATENATED MODULE: ../github/statuses.ts


/** GitHub's clock is only known to the second, and its timestamps are whole seconds. */
const clockToleranceMs = 2000;
/**
 * Reads and adds deployment statuses.
 * https://docs.github.com/rest/deployments/statuses
 */
class Statuses {
    #client;
    constructor(client) {
        this.#client = client;
    }
    /**
     * Adds a status.
     * https://docs.github.com/rest/deployments/statuses#create-a-deployment-status
     */
    add(deployment, status, timeLimits) {
        const since = this.#client.ourNow;
        const find = async () => {
            const earliest = since + this.#client.githubAheadMs - clockToleranceMs;
            return (await this.newest(deployment.id, timeLimits)).find(({ state, description, logUrl, environmentUrl, createdAt }) => state === status.state &&
                description === status.description &&
                logUrl === status.logUrl &&
                environmentUrl === (status.environmentUrl ?? '') &&
                Date.parse(createdAt) >= earliest);
        };
        const write = {
            doing: `set deployment ${deployment.id} to ${status.state}`,
            method: 'POST',
            path: '/deployments/{deployment_id}/statuses',
            parameters: {
                deployment_id: deployment.id,
                state: status.state,
                description: status.description,
                log_url: status.logUrl,
                // GitHub's own rule ignores tasks, and passes transient and production deployments over.
                auto_inactive: false,
                environment_url: status.environmentUrl
            },
            parse: domain_deployment/* statusFrom */.zO,
            look: async () => ({ value: await find() })
        };
        return this.#client.write(write, timeLimits);
    }
    /** Returns the newest hundred statuses of a deployment, newest first. */
    async newest(id, timeLimits) {
        return (await (0,paging/* firstPage */.SV)(this.pages(id, timeLimits))).entries;
    }
    /** Whether any status was a success. Reads the statuses until the newest success. */
    async everSucceeded(id) {
        for await (const { entries } of this.pages(id))
            if (entries.some(({ state }) => state === 'success'))
                return true;
        return false;
    }
    /**
     * Lists the statuses of a deployment, newest first.
     * https://docs.github.com/rest/deployments/statuses#list-deployment-statuses
     */
    pages(id, timeLimits) {
        const list = {
            doing: `list the statuses of deployment ${id}`,
            path: '/deployments/{deployment_id}/statuses',
            parameters: { deployment_id: id },
            mayLag: true,
            parseEntry: domain_deployment/* statusFrom */.zO
        };
        return (0,paging/* restPages */.N4)(this.#client, list, timeLimits);
    }
}

;// CONCATENATED MODULE: ../github/gateway.ts










/** Creates a value on first use, so steps that do not need it do not load its code. */
function later(make) {
    let made;
    return () => (made ??= make());
}
/** Implements the GitHub port: connects the parts of this room, one for each topic. */
function gateway(client) {
    const access = new github_access/* GraphqlAccess */.M();
    const deployments = new Deployments(client);
    const statuses = new Statuses(client);
    const identities = new Identities(deployments);
    const environments = later(async () => new (await __nccwpck_require__.e(/* import() */ 985).then(__nccwpck_require__.bind(__nccwpck_require__, 9985))).Environments(client));
    const spelling = new Spelling(deployments, environments);
    const listing = new Listing(access, deployments, statuses, identities, spelling, new GraphqlListing(client));
    const creation = new Creation(client, deployments, statuses);
    const writes = later(async () => new (await __nccwpck_require__.e(/* import() */ 707).then(__nccwpck_require__.bind(__nccwpck_require__, 4707))).Writes(client, access, deployments, statuses, identities));
    const pullRequests = later(async () => new (await __nccwpck_require__.e(/* import() */ 895).then(__nccwpck_require__.bind(__nccwpck_require__, 9895))).PullRequests(client, access));
    return {
        get now() {
            return client.ourNow + client.githubAheadMs;
        },
        get requests() {
            return client.sent;
        },
        createDeployment: (deployment, intent, onRepeat) => creation.create(deployment, intent, onRepeat),
        findCreated: intent => creation.findCreated(intent),
        addStatus: (deployment, status) => statuses.add(deployment, status),
        deployment: id => deployments.one(id),
        deployments: filter => (0,paging/* entriesOf */.Mc)(deployments.pages(filter)),
        spelled: (name, read, isFound) => spelling.first(name, read, isFound),
        everSucceeded: ({ id }) => statuses.everSucceeded(id),
        statuses: (id, options) => statuses.newest(id, options),
        commit: ref => deployments.commit(ref),
        pullRequestHead: number => deployments.pullRequestHead(number),
        history: (environment, task) => listing.history(environment, task),
        withStatuses: listed => listing.withStatuses(listed),
        records: (listed, maxRequests) => identities.records(listed, { maxRequests }),
        newestOfEnvironment: (where, options) => listing.newestOfEnvironment(where, options),
        newestOfTask: (where, options) => listing.newestOfTask(where, options),
        look: (deployment, scope) => listing.look(deployment, scope),
        listed: async (id) => listedFromRest(await deployments.one(id), await statuses.newest(id)),
        survey: names => listing.survey(names),
        async *end(batch, end, options) {
            yield* (await writes()).end(batch, end, options);
        },
        async *delete(batch, options) {
            yield* (await writes()).delete(batch, options);
        },
        environments: () => spelling.names(),
        existence: name => spelling.existence(name),
        deleteEnvironment: async (name) => (await environments()).delete(name),
        openPullRequests: async () => (await pullRequests()).open()
    };
}

;// CONCATENATED MODULE: ../messages/runner.ts

/** A file for outputs, state or the job summary is missing, or cannot be written. */
const commandFileNotWritten = ({ what, why }) => (0,problem/* warning */.$e)(`${what} could not be written: ${why}`, 'command-file-not-written');
/** The event file is missing, or is not JSON. */
const eventFileUnreadable = ({ code, isInvalidJson }) => (0,problem/* warning */.$e)(`The file with the event cannot be read (${isInvalidJson ? 'it is not JSON' : code}); only the variables of the runner are known.`, 'event-file-unreadable');
/** GitHub rejected `token`, and the `GITHUB_TOKEN` is used instead. */
const tokenReplaced = () => (0,problem/* warning */.$e)('GitHub rejected the token (401), so the workflow\'s GITHUB_TOKEN is used instead. Events it creates do not trigger other workflows. If you need them, check the input "token".', 'token-replaced');

;// CONCATENATED MODULE: ../runner/clock.ts

/** Returns the system clock. Its `sleep` rejects when the job is cancelled. */
const clockUntil = (cancelled) => ({
    now: () => Date.now(),
    sleep: (milliseconds, closed) => new Promise((resolve, reject) => {
        const ends = closed === undefined ? cancelled : AbortSignal.any([cancelled, closed]);
        const stop = () => {
            clearTimeout(timer);
            reject(new problem/* Cancelled */.cJ());
        };
        const timer = setTimeout(() => {
            ends.removeEventListener('abort', stop);
            resolve();
        }, milliseconds);
        if (ends.aborted)
            stop();
        else
            ends.addEventListener('abort', stop, { once: true });
    })
});

;// CONCATENATED MODULE: ../../node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ../runner/surroundings.ts


/** Returns a variable, or an empty string if it is not set. */
const variable = (env, name) => env[name] ?? '';
const serverUrlOf = (env) => variable(env, 'GITHUB_SERVER_URL') || 'https://github.com';
/** Returns the page with the files of this action, or `undefined` if the action is used from the workspace. */
function readActionUrl(env) {
    const action = variable(env, 'GITHUB_ACTION_REPOSITORY');
    return action === ''
        ? undefined
        : `${serverUrlOf(env)}/${action}/blob/${variable(env, 'GITHUB_ACTION_REF') || 'HEAD'}`;
}
function readRun(env, checkRunId) {
    const [owner = '', name = ''] = variable(env, 'GITHUB_REPOSITORY').split('/');
    return {
        serverUrl: serverUrlOf(env),
        apiUrl: variable(env, 'GITHUB_API_URL') || 'https://api.github.com',
        repository: { owner, name },
        runId: Number(variable(env, 'GITHUB_RUN_ID')) || 0,
        runAttempt: Number(variable(env, 'GITHUB_RUN_ATTEMPT')) || 1,
        checkRunId: Number(checkRunId) || undefined,
        workflow: variable(env, 'GITHUB_WORKFLOW'),
        job: variable(env, 'GITHUB_JOB'),
        step: variable(env, 'GITHUB_ACTION'),
        actor: variable(env, 'GITHUB_ACTOR'),
        event: variable(env, 'GITHUB_EVENT_NAME'),
        actionUrl: readActionUrl(env)
    };
}
/** Returns the event that started the workflow. If the file is unreadable, returns only the data in variables. */
function readEvent(env, eventPath, warn) {
    const event = { name: variable(env, 'GITHUB_EVENT_NAME'), sha: variable(env, 'GITHUB_SHA') };
    try {
        return { ...event, payload: JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(eventPath, 'utf8')) };
    }
    catch (error) {
        const code = error.code ?? String(error);
        warn(eventFileUnreadable({ isInvalidJson: error instanceof SyntaxError, code }));
        return { ...event, payload: {} };
    }
}

;// CONCATENATED MODULE: ../runner/proxy.ts


/**
 * Returns the proxy that the environment sets for a URL, by the rules of `@actions/http-client`. The parser in that
 * package rejects a password with a bare `%`. It also reads `localhost` in `localhost:3128` as a protocol.
 */
function proxyFor(env, url) {
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const proxy = variable(env, name) || variable(env, name.toUpperCase());
    if (proxy === '' || checkBypass(url))
        return undefined;
    return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`) ?? undefined;
}

;// CONCATENATED MODULE: ../runner/safe-for-log.ts
/**
 * Returns text that is safe to print. The runner executes `::name::` at the start of a line, and `##[name]` anywhere in
 * a line, as a command. It does so regardless of who wrote the text. Removes invisible characters because the runner
 * ignores them in comparisons.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function safeForLog(text) {
    return text
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .map(line => line
        .replaceAll('\t', '  ')
        // The Unicode classes are slow to compile, and few lines need them.
        .replaceAll(/[^ -~]+/g, rest => rest.replaceAll(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}]/gu, ''))
        // Replaces all `#` at once because otherwise two of three would remain.
        .replaceAll(/#{2,}\[/g, '#[')
        .replace(/^(\s*)::/, '$1: :'))
        .join('\n');
}

;// CONCATENATED MODULE: ../runner/runner.ts





/** Only key of the state for post. */
const key = 'receipt';
/**
 * Communicates with the runner. Messages, outputs and the summary go through `@actions/core`, in order. That package is
 * slow to load, so callers load it with `getReady` while GitHub answers a request. Inputs and the state for post, which
 * is one line of JSON, do not need it, so the first request does not wait. If a command file is missing or cannot be
 * written, the action warns once and continues.
 */
class ActionsRunner {
    #env;
    #actionUrl;
    #core;
    #broken = new Set();
    /** @param env variables of the process, which `@actions/core` reads, too */
    constructor(env) {
        this.#env = env;
        this.#actionUrl = readActionUrl(env);
    }
    /** Loads the code for messages, outputs and the summary. */
    getReady() {
        return (this.#core ??= __nccwpck_require__.e(/* import() */ 806).then(__nccwpck_require__.bind(__nccwpck_require__, 8806)));
    }
    /** Resolves as soon as everything has been printed. */
    async printed() {
        await this.#core;
    }
    input(name) {
        return variable(this.#env, `INPUT_${name.toUpperCase()}`).trim();
    }
    output(name, value) {
        this.#with(core => this.#attempt('The outputs', () => core.setOutput(name, value)));
    }
    /**
     * Saves the state in the multiline format, because a value that a full disk cuts off is then not valid.
     * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
     */
    save(receipt) {
        const file = variable(this.#env, 'GITHUB_STATE');
        if (file === '')
            this.#with(core => core.saveState(key, receipt));
        else
            this.#attempt('What post needs', () => (0,external_node_fs_namespaceObject.appendFileSync)(file, `${key}<<EOF\n${receipt}\nEOF\n`));
    }
    saved() {
        return variable(this.#env, `STATE_${key}`);
    }
    debug(text) {
        this.#with(core => core.debug(safeForLog(text)));
    }
    info(text) {
        this.#with(core => core.info(safeForLog(text)));
    }
    group(title, lines) {
        this.#with(core => core.startGroup(safeForLog(title)));
        lines.forEach(line => this.info(line));
        this.#with(core => core.endGroup());
    }
    note(note) {
        this.#with(core => core[note.level](safeForLog(`${note.text}${(0,problem/* linkTo */.uM)(note, this.#actionUrl)}`)));
    }
    error(error) {
        const link = error instanceof problem/* Problem */.AF ? (0,problem/* linkTo */.uM)(error, this.#actionUrl) : '';
        this.#with(core => core.error(safeForLog(`${(0,problem/* explain */.WE)(error)}${link}`)));
    }
    async summary(html) {
        try {
            const core = await this.getReady();
            await core.summary.addRaw(html).write();
        }
        catch (error) {
            this.#complain('The job summary', error);
        }
    }
    #with(use) {
        void this.getReady().then(use);
    }
    #attempt(what, write) {
        try {
            write();
        }
        catch (error) {
            this.#complain(what, error);
        }
    }
    #complain(what, error) {
        if (this.#broken.has(what))
            return;
        this.#broken.add(what);
        const why = error instanceof Error ? error.message : String(error);
        this.note(commandFileNotWritten({ what, why }));
    }
}

// EXTERNAL MODULE: ./exec.ts
var exec = __nccwpck_require__(1574);
// EXTERNAL MODULE: ../messages/commit.ts
var commit = __nccwpck_require__(8111);
;// CONCATENATED MODULE: ../runner/workspace.ts


/** Reads the checkout of the job with git. */
const workspace = {
    async head() {
        // The checkout may belong to another user, for example in a container job.
        const command = ['-c', 'safe.directory=*', 'rev-parse', '--verify', 'HEAD^{commit}'];
        // Without `cwd`, a folder that no longer exists would end the process because its name cannot be read.
        const options = { cwd: '.', silent: true, ignoreReturnCode: true };
        const { stdout } = await (0,exec/* getExecOutput */.H)('git', command, options).catch(() => ({ stdout: '' }));
        const sha = stdout.trim();
        if (/^[0-9a-f]{40,64}$/.test(sha))
            return sha;
        throw (0,commit/* noCheckout */.K5)();
    }
};

;// CONCATENATED MODULE: ../run.ts










/** Time for a pending write after a cancellation, in milliseconds. The runner sends SIGINT and waits 7.5 seconds. */
const cancelGraceMs = 6000;
/**
 * Runs a phase: main with the operation, or post, which ends it after the job. Prints the error if there is one.
 *
 * @returns the exit code
 */
async function run({ phase, env, eventPath, cancelled }) {
    const isPost = phase === 'post';
    const runner = new ActionsRunner(env);
    const clock = clockUntil(cancelled);
    const clients = [];
    try {
        const run = readRun(env, runner.input('check-run-id'));
        const connect = (connection, limits) => {
            const client = new Client({
                ...connection,
                proxyFor: url => proxyFor(env, url),
                isRunnersApi: connection.apiUrl === run.apiUrl,
                clock,
                ...limits,
                // Main reports a mistyped `api-url` soon. Post keeps trying because a missing final state is worse than a late one.
                unknownHostMs: isPost ? Infinity : 20_000,
                cancelled,
                cancelGraceMs,
                onAllSent: () => void runner.getReady(),
                onAnswer: ({ doing, tookMs, status, requestId }) => runner.debug(`${status === 0 ? 'no answer' : status} in ${tookMs} ms: ${doing}${requestId === undefined ? '' : ` [${requestId}]`}`),
                onTokenReplaced: () => runner.note({ ...tokenReplaced(), level: isPost ? 'info' : 'warning' }),
                onWait: (why, wait) => runner.info(`${why} Trying again in ${(0,domain_deployment/* duration */.p0)(wait)}.`)
            });
            clients.push(client);
            return gateway(client);
        };
        const event = readEvent(env, eventPath, note => runner.note(note));
        const surroundings = { runner, workspace: workspace, clock, run, event, cancelled, connect };
        // Each phase loads only its own code.
        if (isPost)
            await (await Promise.all(/* import() */[__nccwpck_require__.e(941), __nccwpck_require__.e(653)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7653))).post(surroundings);
        else
            await (await Promise.all(/* import() */[__nccwpck_require__.e(941), __nccwpck_require__.e(1)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5001))).main(surroundings);
        return 0;
    }
    catch (error) {
        if (error instanceof problem/* Cancelled */.cJ)
            runner.info((0,problem/* explain */.WE)(error));
        else
            runner.error(error);
        if (error instanceof Error && error.stack !== undefined)
            runner.debug(error.stack);
        return 1;
    }
    finally {
        clients.forEach(client => client.close());
        await runner.printed();
    }
}

;// CONCATENATED MODULE: ../index.ts
// First, because it hides the event file from `@actions/github`.



const phase = globalThis.deploymentLifecyclePhase ?? 'main';
const cancelled = new AbortController();
// Post ignores signals and finishes, because no later phase could complete its work.
const stop = () => {
    if (phase === 'main')
        cancelled.abort(new problem/* Cancelled */.cJ());
};
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, stop);
// If the process ends early for any reason, it has failed.
process.exitCode = 1;
void run({ phase, env: process.env, eventPath: eventPath, cancelled: cancelled.signal }).then(code => {
    process.exitCode = code;
});

module.exports = __webpack_exports__;
/******/ })()
;
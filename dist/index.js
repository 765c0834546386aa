/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 4773:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R_: () => (/* binding */ heading),
/* harmony export */   ih: () => (/* binding */ escape),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   xI: () => (/* binding */ marked),
/* harmony export */   xs: () => (/* binding */ environmentPage)
/* harmony export */ });
/** Text as it may stand in HTML; on one line, since a blank one would end the table and begin Markdown. */
function escape(text) {
    return text
        .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
}
/** A link, where the address is one of the web; its text alone otherwise. */
function link(address, text) {
    return /^https?:\/\//i.test(address) ? `<a href="${escape(address)}">${escape(text)}</a>` : escape(text);
}
/** A heading of a summary: several steps of a job may write one each. */
const heading = (text) => `<h3>${escape(text)}</h3>`;
/** @param rows the cells of each row */
const table = (rows) => `<table>${rows.map(row => `<tr>${row}</tr>`).join('')}</table>`;
const marks = {
    success: '\ud83d\udfe2',
    failure: '\ud83d\udd34',
    error: '\ud83d\udd34',
    inactive: '\u26aa',
    in_progress: '\ud83d\udfe1',
    queued: '\ud83d\udfe1',
    pending: '\ud83d\udfe1',
    waiting: '\ud83d\udfe1'
};
/** A state behind its mark. */
const marked = (state, without) => `${marks[state ?? ''] ?? '\u26aa'} ${escape(state ?? without)}`;
/** Where GitHub shows the deployments of an environment. */
const environmentPage = (repo, environment) => `${repo}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.toWellFormed())}`;


/***/ }),

/***/ 4278:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ printList),
/* harmony export */   p: () => (/* binding */ Report)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(289);
/* harmony import */ var _domain_run_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8097);
/* harmony import */ var _html_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4773);



/** Writes a list into the log; a long one is folded. */
function printList(runner, { headline, lines, isLong }) {
    if (isLong)
        runner.group(headline, lines);
    else
        [headline, ...lines].forEach(line => runner.info(line));
}
/** What an operation tells becomes log lines, outputs and the job summary here, and nowhere else. */
class Report {
    #runner;
    #repo;
    #asked;
    #deployment;
    #status;
    #superseded = 0;
    #previousSha;
    #part;
    constructor(runner, { serverUrl, repository }, asked = { operation: 'deploy' }) {
        this.#runner = runner;
        this.#repo = `${serverUrl}/${(0,_domain_run_js__WEBPACK_IMPORTED_MODULE_1__/* .fullName */ .fq)(repository)}`;
        this.#asked = asked;
    }
    extend(part) {
        this.#part = part(this.#runner);
    }
    tell(news) {
        switch (news.kind) {
            case 'intent':
            case 'creation':
            case 'older':
                return;
            case 'deployment':
                this.#deploymentIs(news.deployment, news.how, news.logUrl);
                return;
            case 'status':
                this.#statusIs(news.status, news.deployment);
                return;
            case 'seen':
                this.#seen(news.status);
                return;
            case 'ended':
                this.#status = { ...news, description: '', logUrl: '', createdAt: '' };
                return;
            case 'previous':
                this.previousWas(news.sha);
                this.#output('previous-sha', news.sha ?? '');
                if (news.id !== undefined)
                    this.#output('previous-deployment-id', String(news.id));
                this.#runner.info(`Previous    ${previous(news)}`);
                return;
            case 'superseded':
                this.#superseded += news.deployments.length;
                this.#runner.info(`Superseded  ${news.deployments.map(({ sha }) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(sha)).join(', ')} (set to inactive)`);
                return;
            case 'deployed':
            case 'plan':
            case 'torn down':
                this.#part?.tell(news);
                return;
            case 'note':
                this.#runner[news.level](news.text);
        }
    }
    /** Counts are an answer even when they are nothing. */
    count(name) {
        this.#output(name, String(this.#superseded));
    }
    /** What post knows from main. */
    deploymentWas(deployment) {
        this.#deployment = deployment;
    }
    previousWas(sha) {
        this.#previousSha = sha;
    }
    #deploymentIs(deployment, how, logUrl) {
        this.#deployment = deployment;
        const { id, url, environment, ref, sha, task, payload } = deployment;
        this.#output('deployment-id', String(id));
        this.#output('deployment-url', url);
        this.#output('environment', environment);
        this.#output('ref', ref);
        this.#output('sha', sha);
        this.#output('task', task);
        this.#output('payload', (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadJson */ .V3)(payload));
        if (logUrl !== undefined)
            this.#output('log-url', logUrl);
        const kind = deployment.transient ? 'transient ' : deployment.production ? 'production ' : '';
        const verb = { created: 'Created', 'taken over': 'Taken over', found: 'Found' }[how].padEnd(12);
        const page = (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentPage */ .xs)(this.#repo, environment);
        this.#runner.info(`${verb}deployment ${id} of ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(sha)} to ${kind}environment ${environment}: ${page}`);
    }
    #statusIs(status, deployment) {
        this.#status = status;
        this.#output('status-id', String(status.id));
        this.#output('state', status.state);
        this.#output('environment-url', status.environmentUrl);
        this.#runner.info(`Status      ${status.state}: ${status.description}`);
        if (status.environmentUrl !== '')
            this.#runner.info(`URL         ${status.environmentUrl}`);
        this.#deployment ??= deployment;
    }
    #seen(status) {
        this.#status = status;
        const { state, description, environmentUrl, logUrl, createdAt } = status;
        this.#output('state', state);
        this.#output('environment-url', environmentUrl);
        this.#output('log-url', logUrl);
        const label = createdAt === '' ? 'State' : `${createdAt.slice(11, 19)}Z`;
        this.#runner.info(`${label.padEnd(12)}${state}${description === '' ? '' : `: ${description}`}`);
        if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .isFinal */ .dR)(state) && environmentUrl !== '')
            this.#runner.info(`URL         ${environmentUrl}`);
    }
    #output(name, value) {
        this.#runner.output(name, value);
    }
    /**
     * Writes the job summary: what became of the deployment, as a table below what was done. Everything from outside is
     * escaped.
     *
     * @param took how long the deployment took, in milliseconds
     */
    async summarize({ took, hasFailed = false } = {}) {
        const repo = this.#repo;
        const asked = this.#asked;
        const special = this.#part?.summary(repo);
        if (special !== undefined) {
            await this.#runner.summary(special);
            return;
        }
        const { headingOf } = await __nccwpck_require__.e(/* import() */ 128).then(__nccwpck_require__.bind(__nccwpck_require__, 128));
        const deployment = this.#deployment;
        const status = this.#status;
        if (deployment === undefined) {
            if (asked.operation !== 'find' || hasFailed)
                return;
            const { lines, state } = asked;
            await this.#runner.summary(`${(0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .heading */ .R_)(`${lines.join(', ')} has no deployment in state ${state}`)}\n`);
            return;
        }
        const compare = this.#previousSha === undefined || this.#previousSha === deployment.sha
            ? ''
            : ` (${(0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(`${repo}/compare/${this.#previousSha}...${deployment.sha}`, `changes since ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(this.#previousSha)}`)})`;
        const rows = [
            ['Environment', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)((0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentPage */ .xs)(repo, deployment.environment), deployment.environment)],
            ['State', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .marked */ .xI)(status?.state, 'created, no status yet')],
            ['Commit', `${(0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(`${repo}/commit/${deployment.sha}`, (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(deployment.sha))}${compare}`]
        ];
        if (status !== undefined && status.description !== '')
            rows.push(['Description', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .escape */ .ih)(status.description)]);
        if (status !== undefined && status.environmentUrl !== '') {
            rows.push(['URL', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(status.environmentUrl, status.environmentUrl)]);
        }
        if (took !== undefined)
            rows.push(['Duration', (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(took)]);
        if (status !== undefined && status.logUrl !== '')
            rows.push(['Log', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(status.logUrl, 'job log')]);
        if (this.#superseded > 0)
            rows.push(['Superseded', String(this.#superseded)]);
        const body = (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(rows.map(([name, value]) => `<th align="left">${name}</th><td>${value}</td>`));
        const title = (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .heading */ .R_)(headingOf(asked, deployment.environment, status?.state, hasFailed));
        await this.#runner.summary(`${title}${body}\n`);
    }
}
/** What was deployed before, as far as somebody has looked. */
function previous({ sha, among }) {
    if (sha !== undefined)
        return (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(sha);
    return among === undefined ? 'none' : `none among the newest ${among} deployments`;
}


/***/ }),

/***/ 289:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DG: () => (/* binding */ isLive),
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   V3: () => (/* binding */ payloadJson),
/* harmony export */   Wn: () => (/* binding */ isSameRecord),
/* harmony export */   dR: () => (/* binding */ isFinal),
/* harmony export */   fW: () => (/* binding */ isJobsOwn),
/* harmony export */   ht: () => (/* binding */ githubsRecordOf),
/* harmony export */   iE: () => (/* binding */ sameEnvironment),
/* harmony export */   ir: () => (/* binding */ deploymentFrom),
/* harmony export */   m3: () => (/* binding */ shortRef),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ decodedPayload),
/* harmony export */   vI: () => (/* binding */ shortened),
/* harmony export */   xP: () => (/* binding */ states),
/* harmony export */   yv: () => (/* binding */ originOf),
/* harmony export */   zO: () => (/* binding */ statusFrom)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1612);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8097);


/** The states that a deployment can be given. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
const states = ['error', 'failure', 'inactive', 'in_progress', 'pending', 'queued', 'success'];
/** Reads a deployment as the REST API and the events write it; `undefined` for anything else. */
function deploymentFrom(json) {
    const id = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(json, 'id');
    const sha = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'sha');
    const environment = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'environment');
    const payload = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__.at)(json, 'payload') ?? {};
    if (id === undefined || sha === undefined || environment === undefined || (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isBottomless */ .TQ)(payload))
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
        transient: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__.at)(json, 'transient_environment') === true,
        production: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__.at)(json, 'production_environment') === true,
        createdAt: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'created_at') ?? ''
    };
}
/** Reads a status as the REST API and the events write it; `undefined` for anything else. */
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
        logUrl: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'log_url') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'target_url') ?? '',
        createdAt: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, 'created_at') ?? ''
    };
}
/**
 * Live, by the latest status itself: everything that has not ended badly and has not been taken away. A deployment
 * without any status is live, too: somebody is about to begin.
 */
const isLive = (state) => state === undefined || !['failure', 'error', 'inactive'].includes(state);
/** Whether a state is an end: nobody is expected to change it. */
const isFinal = (state) => state === 'success' || !isLive(state);
/** Environment names are not case sensitive. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
const sameEnvironment = (a, b) => a.toLowerCase() === b.toLowerCase();
/** The same text for records that may be one and the same. */
const originOf = ({ environment, task, sha, createdAt }) => JSON.stringify([environment.toLowerCase(), task, sha, createdAt]);
/** Whether two records may be one and the same, though their ids do not say so. */
const isSameRecord = (one, other) => originOf(one) === originOf(other);
/**
 * Returns whose record of GitHub's own a deployment is: GitHub keeps one for each job with `environment:`. Its log is the
 * page of a job, and neither it nor its statuses have a description, which every status of ours has. Only GitHub sets
 * `waiting`. `undefined` for a deployment that somebody created.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
function githubsRecordOf(seen, run) {
    if (seen.description !== '' || (seen.statusDescription ?? '') !== '') {
        return seen.state === 'waiting' ? 'another job' : undefined;
    }
    const page = (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .logPageOf */ .NB)(seen.logUrl, run);
    if (page?.checkRunId !== undefined)
        return (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnLog */ .xz)(page, run) ? 'this job' : 'another job';
    return seen.state === 'waiting' ? 'another job' : undefined;
}
/** Whether a deployment is the record that GitHub keeps for this very job. */
const isJobsOwn = (seen, run) => githubsRecordOf(seen, run) === 'this job';
/** The longest description that GitHub takes. https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
const longest = 140;
/** The text in at most 140 code points, the last of them `\u2026` where something was cut. */
function shortened(text) {
    const points = Array.from(text);
    return points.length <= longest ? text : `${points.slice(0, longest - 1).join('')}\u2026`;
}
/** Whether a ref is a commit rather than a branch or a tag. */
const isSha = (ref) => /^[0-9a-f]{40}$/i.test(ref);
/** A commit as people write it: the first seven digits of a SHA; branches and tags as they are. */
const shortRef = (ref) => (isSha(ref) ? ref.slice(0, 7) : ref);
/** A time span as people say it: `4s`, `1m 23s`, `2h 5m`. */
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
        .filter(([count], place) => place === 0 || count > 0)
        .map(([count, unit]) => `${count}${unit}`)
        .join(' ');
}
/**
 * Returns the object in a payload that is text: GraphQL encodes an object twice, and some tools do so, too. Every other
 * payload is returned as it is.
 */
function decodedPayload(payload) {
    let value = payload;
    for (let layer = 0; layer < 2 && typeof value === 'string'; layer++) {
        try {
            value = JSON.parse(value);
        }
        catch {
            break;
        }
    }
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) && !(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isBottomless */ .TQ)(value) ? value : payload;
}
/** A payload as JSON text, so that `fromJSON` reads it. A string that holds an object was encoded twice: one layer goes. */
function payloadJson(payload) {
    if (typeof payload === 'string') {
        try {
            const inner = JSON.parse(payload);
            if ((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(inner))
                return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonText */ .s$)(inner);
        }
        catch {
            // A text that is no JSON stays a JSON string.
        }
    }
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonText */ .s$)(payload ?? {});
}


/***/ }),

/***/ 1612:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   $N: () => (/* binding */ canonical),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   TQ: () => (/* binding */ isBottomless),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   s$: () => (/* binding */ jsonText),
/* harmony export */   tk: () => (/* binding */ numberAt)
/* harmony export */ });
/** Reading JSON that somebody else wrote (events, answers, state): every value is `unknown` until looked at. */
/** Whether a value has keys. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The value at a path of keys, or `undefined` where the path ends early. */
function at(value, ...path) {
    return path.reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
/** The non-empty text at a path of keys, or `undefined`. Half a character, which no URL can hold, becomes `\ufffd`. */
function textAt(value, ...path) {
    const found = at(value, ...path);
    return typeof found === 'string' && found !== '' ? found.toWellFormed() : undefined;
}
/** The whole number at a path of keys, or `undefined`. */
function numberAt(value, ...path) {
    const found = at(value, ...path);
    return Number.isSafeInteger(found) ? found : undefined;
}
/** What nobody nests who means well; what walks through a value would run out of stack somewhere beyond. */
const deepest = 500;
/** Whether a value is nested deeper than anything that is meant to be read. */
function isBottomless(value, depth = 0) {
    if (typeof value !== 'object' || value === null)
        return false;
    return depth === deepest || Object.values(value).some(inner => isBottomless(inner, depth + 1));
}
/** JSON text of a value as Octokit reads it: whole numbers beyond 2\u2075\u00b3 come as `bigint`, and leave as numbers. */
function jsonText(value) {
    return JSON.stringify(value ?? null, (_key, inner) => (typeof inner === 'bigint' ? Number(inner) : inner));
}
/** The same text for equal JSON values, whatever the order of their keys. */
function canonical(value) {
    const sort = (inner) => isObject(inner)
        ? Object.fromEntries(Object.entries(inner)
            .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
            .map(([key, entry]) => [key, sort(entry)]))
        : Array.isArray(inner)
            ? inner.map(sort)
            : inner;
    return jsonText(sort(value));
}


/***/ }),

/***/ 4977:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ isOfCommit),
/* harmony export */   z: () => (/* binding */ whyNotNamed)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);

/** Whether a deployment is of a commit, by the name it was created with or by its commit. */
const isOfCommit = ({ sha, ref }, wanted) => ref === wanted.ref || sha === (wanted.sha ?? wanted.ref.toLowerCase());
/** Returns why a deployment is not the one that `environment` and `task` name; `undefined` if it is. */
function whyNotNamed(deployment, { environment, task }) {
    if (environment !== undefined && !(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(environment, deployment.environment)) {
        return `its environment is ${deployment.environment}, not ${environment}`;
    }
    if (task !== undefined && task !== deployment.task)
        return `its task is ${deployment.task}, not ${task}`;
    return undefined;
}


/***/ }),

/***/ 8948:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L3: () => (/* binding */ knownWords),
/* harmony export */   SS: () => (/* binding */ describeOutcome),
/* harmony export */   sG: () => (/* binding */ outcomeOf),
/* harmony export */   wX: () => (/* binding */ outcomeWords)
/* harmony export */ });
/* unused harmony export soleWords */
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);

/** The words that a job or a step ends with. https://docs.github.com/actions/reference/workflows-and-actions/contexts#steps-context */
const results = ['success', 'failure', 'error', 'cancelled', 'skipped'];
/** The words that can stand alone: those of a job or a step, and the deployment states. */
const soleWords = [..._deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .states */ .xP, 'cancelled', 'skipped'];
/** Returns the words that are known: the deployment states only if the word stands alone. */
const knownWords = (words) => (words.length > 1 ? results : soleWords);
/**
 * Reads one or more outcomes in lower case: separated by commas, spaces or lines, or as a JSON list, as
 * `${{ join(needs.*.result) }}` and `${{ toJSON(needs.*.result) }}` write them.
 */
function outcomeWords(text) {
    return (jsonList(text) ?? text.split(/[\s,]+/)).map(word => word.trim().toLowerCase()).filter(word => word !== '');
}
function jsonList(text) {
    if (!text.trim().startsWith('['))
        return undefined;
    try {
        const list = JSON.parse(text);
        return Array.isArray(list)
            ? list.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)))
            : undefined;
    }
    catch {
        return undefined;
    }
}
/** From worst to best; words of the same rank are equally bad, so the first one of them decides. */
const ranks = [
    word => word === 'failure' || word === 'error',
    word => word === 'cancelled',
    (_word, isKnown) => !isKnown,
    word => word !== 'skipped',
    () => true
];
/**
 * Returns the deployment state for one or more outcomes: the worst one counts. `skipped` becomes `inactive`, because
 * nothing was deployed. `cancelled` becomes `inactive` for a transient deployment and `error` for any other, which may
 * be half done. An unknown word becomes an `error`.
 */
function outcomeOf(words, deployment) {
    const known = knownWords(words);
    const rankOf = (word) => ranks.findIndex(includes => includes(word, known.includes(word)));
    const [word = ''] = words.toSorted((one, other) => rankOf(one) - rankOf(other));
    const unknown = words.length === 0 ? [''] : [...new Set(words.filter(each => !known.includes(each)))];
    const others = words.filter(each => each !== word);
    return {
        state: stateFor(word, known, deployment),
        word,
        unknown,
        ...(others.length === 0 ? {} : { tally: `${word} (${counted(others)})` })
    };
}
function stateFor(word, known, { transient }) {
    if (!known.includes(word))
        return 'error';
    if (word === 'cancelled')
        return transient ? 'inactive' : 'error';
    if (word === 'skipped')
        return 'inactive';
    return _deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .states */ .xP.find(state => state === word) ?? 'error';
}
/** `1 success, 2 skipped` */
const counted = (words) => [...new Set(words)].map(word => `${words.filter(each => each === word).length} ${word}`).join(', ');
/**
 * Returns the description of a status for which the author gave none: which commit, and how long it took.
 *
 * @param undeployed set if the deployment becomes inactive and never succeeded; `cancelled` if its job was cancelled
 */
function describeOutcome(word, commit, took, undeployed) {
    const after = took === undefined ? '' : ` after ${took}`;
    switch (word) {
        case 'success':
            return `Deployed ${commit}${took === undefined ? '' : ` in ${took}`}`;
        case 'failure':
            return `Deploying ${commit} failed${after}`;
        case 'cancelled':
            return `Deploying ${commit} was cancelled${after}`;
        case 'skipped':
            return `Deploying ${commit} was skipped`;
        case 'inactive':
            if (undeployed === 'cancelled')
                return `Deploying ${commit} was cancelled${after}`;
            return undeployed === undefined ? `${commit} is no longer deployed` : `${commit} was never deployed`;
        case 'in_progress':
            return `Deploying ${commit}`;
        case 'queued':
            return `Deploying ${commit} is queued`;
        case 'pending':
            return `Deploying ${commit} is pending`;
        default:
            return `Deploying ${commit} ended with an error${after}`;
    }
}


/***/ }),

/***/ 8286:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OZ: () => (/* binding */ isBoundless),
/* harmony export */   Pt: () => (/* binding */ isPattern),
/* harmony export */   VB: () => (/* binding */ isExclusion),
/* harmony export */   __: () => (/* binding */ hasPatterns)
/* harmony export */ });
/** Whether a line means more than the name that it is. */
const isPattern = (line) => /[*?[\]{}\\]/.test(line);
/** Whether a line leaves out what it matches. */
const isExclusion = (line) => line.startsWith('!');
/** Whether only the names of what exists can tell what the lines mean. */
const hasPatterns = (lines) => lines.some(line => isExclusion(line) || isPattern(line));
/** Whether a pattern has an alternative without any literal character: it matches everything. */
function isBoundless(line) {
    if (isExclusion(line) || !isPattern(line))
        return false;
    let rest = line.replaceAll(/\\./gsu, 'x').replaceAll(/\[(\[:\w+:\]|[^\]])+\]/g, '');
    // Alternatives are as literal as the one that is least so.
    while (innermost.test(rest)) {
        rest = rest.replace(innermost, (_, inner) => (inner.split(',').some(isWild) ? '' : 'x'));
    }
    return isWild(rest);
}
const innermost = /\{([^{}]*)\}/;
const isWild = (text) => text.replaceAll(/[*?{},!/\s]/g, '') === '';


/***/ }),

/***/ 9639:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AF: () => (/* binding */ Problem),
/* harmony export */   Jy: () => (/* binding */ GitHubProblem),
/* harmony export */   Ni: () => (/* binding */ isUnanswered),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   cJ: () => (/* binding */ Cancelled),
/* harmony export */   z: () => (/* binding */ isForAll)
/* harmony export */ });
/** What happened, and what to do about it: the two sentences of every error that a workflow author meets. */
class Problem extends Error {
    remedy;
    constructor(message, remedy) {
        super(message);
        this.name = 'Problem';
        this.remedy = remedy;
    }
}
/** The job was cancelled while we worked: nothing to repair here, post ends what was begun. */
class Cancelled extends Error {
    constructor() {
        super('Cancelled: nothing more is done here, and a deployment that this step began is ended when the job ends.');
        this.name = 'Cancelled';
    }
}
/** A failure at GitHub: which step failed, how GitHub answered, and what to do. */
class GitHubProblem extends Problem {
    answer;
    constructor(doing, answer, remedy) {
        const status = answer.status === 0 ? '' : ` (HTTP ${answer.status})`;
        super(sentence(`Could not ${doing}: ${answer.message.trim().replace(/\.$/, '')}${status}`), remedy);
        this.name = 'GitHubProblem';
        this.answer = answer;
    }
}
/** Whether it is only that GitHub had no answer in time. */
const isUnanswered = (error) => error instanceof GitHubProblem && error.answer.unanswered === true;
/**
 * Whether what was refused to the token for one is refused for the others as well. GitHub says "not found", too, of what a
 * token may see and not change.
 */
const isForAll = ({ answer }) => [401, 403, 404, 429].includes(answer.status);
/** The text as a sentence: one full stop at its end. */
function sentence(text) {
    return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
/** An error in one paragraph: what happened, what to do, and GitHub's request id. */
function explain(error) {
    if (error instanceof GitHubProblem) {
        const id = error.answer.requestId;
        return `${error.message} ${error.remedy}${id === undefined ? '' : ` [request ${id}]`}`;
    }
    // After a list, the second sentence begins a line of its own.
    if (error instanceof Problem)
        return `${error.message}${error.message.endsWith('\n') ? '' : ' '}${error.remedy}`;
    if (error instanceof Cancelled)
        return error.message;
    const detail = error instanceof Error ? error.message : String(error);
    return `The action failed in a way it does not know: ${sentence(detail)} Please report this with the log of a run with debug logging.`;
}


/***/ }),

/***/ 8097:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ serverOf),
/* harmony export */   MK: () => (/* binding */ madeByRun),
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
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1612);

/** `owner/name` */
const fullName = ({ owner, name }) => `${owner}/${name}`;
/** Repository names are not case sensitive. https://docs.github.com/rest/repos/repos#get-a-repository */
const sameRepository = (a, b) => fullName(a).toLowerCase() === fullName(b).toLowerCase();
const runPage = (run) => `${run.serverUrl}/${fullName(run.repository)}/actions/runs/${run.runId}`;
/** The page of this attempt of the run. */
const runUrl = (run) => `${runPage(run)}/attempts/${run.runAttempt}`;
/** The page with this job's log; without a check run id, the page of the attempt. */
const logUrl = (run) => run.checkRunId === undefined ? runUrl(run) : `${runPage(run)}/job/${run.checkRunId}`;
/** Returns the payload of a deployment for which none was given: it says which run, job and step made it, and how. */
function runPayload(run, operation) {
    return {
        run_id: run.runId,
        run_attempt: run.runAttempt,
        run_url: runUrl(run),
        ...(run.checkRunId === undefined ? {} : { check_run_id: run.checkRunId }),
        workflow: run.workflow,
        job: run.job,
        step: run.step,
        actor: run.actor,
        event: run.event,
        operation
    };
}
/** Whether two addresses are of the same host: a token for one is not for another. */
const sameOrigin = (a, b) => URL.parse(a)?.origin === URL.parse(b)?.origin;
/** Whether a repository of an API's is the one that the workflow runs in. */
const isRunsOwn = ({ apiUrl, repository }, run) => sameOrigin(apiUrl, run.apiUrl) && sameRepository(repository, run.repository);
/**
 * Where people see what an API is about: its own host, which need not be the one that the workflow runs on.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
function serverOf(apiUrl, run) {
    if (sameOrigin(apiUrl, run.apiUrl))
        return run.serverUrl;
    return apiUrl.endsWith('/api/v3') ? apiUrl.slice(0, -'/api/v3'.length) : apiUrl.replace('://api.', '://');
}
/**
 * Whether the run is on a GitHub Enterprise Server, whose API is below `/api/v3`. It does not know `deployment: false`.
 * https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
const isOnEnterpriseServer = ({ apiUrl }) => apiUrl.endsWith('/api/v3');
/** Whether a payload says that this run made the deployment. */
const madeByRun = (payload, run) => run.runId > 0 && (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(payload, 'run_id') === run.runId;
/**
 * Reads which run and job of the run's repository a log URL belongs to; `undefined` for every other URL. Older records
 * have `/runs/<check run>`, newer ones `/actions/runs/<run>/job/<check run>`: https://docs.github.com/rest/checks/runs
 */
function logPageOf(url, run) {
    if (url === undefined || !sameOrigin(url, run.serverUrl))
        return undefined;
    const root = `${new URL(run.serverUrl).pathname.replace(/\/+$/, '')}/${fullName(run.repository)}/`;
    const { pathname } = new URL(url);
    if (!pathname.toLowerCase().startsWith(root.toLowerCase()))
        return undefined;
    const page = /^(?:actions\/runs\/(\d+)(?:\/attempts\/(\d+))?(?:\/jobs?\/(\d+))?|runs\/(\d+))\/?$/;
    const found = page.exec(pathname.slice(root.length));
    if (found === null)
        return undefined;
    const [, runId, runAttempt, job, checkRun] = found;
    const checkRunId = job ?? checkRun;
    return {
        ...(runId === undefined ? {} : { runId: Number(runId) }),
        ...(runAttempt === undefined ? {} : { runAttempt: Number(runAttempt) }),
        ...(checkRunId === undefined ? {} : { checkRunId: Number(checkRunId) })
    };
}
/** Reads which run a log URL belongs to, in whichever repository of the server. Run ids are unique there. */
function runIdOf(url, run) {
    if (url === undefined || !sameOrigin(url, run.serverUrl))
        return undefined;
    const [, runId] = /\/actions\/runs\/(\d+)(?:\/|$)/.exec(URL.parse(url)?.pathname ?? '') ?? [];
    return runId === undefined ? undefined : Number(runId);
}
/**
 * Whether a log page is the one of this job. If the job's number is unknown, every job of this run could be it.
 */
const isOwnLog = (page, run) => run.checkRunId === undefined ? run.runId > 0 && page.runId === run.runId : page.checkRunId === run.checkRunId;


/***/ }),

/***/ 8879:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ older),
/* harmony export */   Dp: () => (/* binding */ supersedingOf),
/* harmony export */   Fr: () => (/* binding */ predecessorOf),
/* harmony export */   Uh: () => (/* binding */ isLeftOpen),
/* harmony export */   Z$: () => (/* binding */ hasOtherTasks),
/* harmony export */   lO: () => (/* binding */ isSibling),
/* harmony export */   oV: () => (/* binding */ olderOfOtherTasks),
/* harmony export */   wP: () => (/* binding */ isWhole)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1612);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8097);



/**
 * Decides who ends the older deployments of a success. GitHub's rule ends deployments of every task, and leaves transient
 * ones active. So it is used only if a look made after the creation shows the whole environment and nothing else live.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 *
 * @param newest what that look shows, if it succeeded
 */
function supersedingOf(autoInactive, deployment, newest) {
    if (autoInactive === 'false' || (autoInactive === 'true' && deployment.production))
        return 'nobody';
    const isPlain = autoInactive === 'true' && !deployment.transient && deployment.task === 'deploy';
    const isAlone = newest !== undefined && isWhole(newest, deployment) && !hasOtherTasks(newest, deployment);
    return isPlain && isAlone ? 'GitHub' : 'us';
}
/** Whether a look shows the whole environment. One that lacks the deployment itself is too old to tell. */
const isWhole = ({ deployments, of, isAll }, own) => of === 'environment' && isAll && deployments.some(({ nodeId }) => nodeId === own.nodeId);
/** Whether a deployment of another task is live. */
const hasOtherTasks = ({ deployments }, own) => deployments.some(({ task, state }) => task !== own.task && (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isLive */ .DG)(state));
/**
 * Returns the deployments of the same environment that are older than the given one and still successful, from a list with
 * the newest first. Two of the same second are told apart by their place in the list.
 */
function olderOfAnyTask(seen, than) {
    const own = seen.findIndex(({ nodeId }) => nodeId === than.nodeId);
    return seen.filter((other, place) => other.nodeId !== than.nodeId &&
        other.state === 'success' &&
        (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(other.environment, than.environment) &&
        (other.createdAt < than.createdAt || (other.createdAt === than.createdAt && own !== -1 && place > own)));
}
/** Returns the older, still successful deployments of the same environment and task: never itself, never a newer one. */
const older = (seen, than) => olderOfAnyTask(seen, than).filter(({ task }) => task === than.task);
/** Returns how many older deployments of other tasks are still successful. */
const olderOfOtherTasks = (seen, than) => olderOfAnyTask(seen, than).filter(({ task }) => task !== than.task).length;
/**
 * Returns the newest successful deployment before the given one, of the same environment and task. A list that was read
 * beside the creation may lack the given one: then everything in it that is not newer came before.
 */
function predecessorOf(seen, own) {
    if (seen.some(({ nodeId }) => nodeId === own.nodeId))
        return older(seen, own)[0];
    return seen.find(({ state, task, environment, createdAt }) => state === 'success' &&
        task === own.task &&
        (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(environment, own.environment) &&
        createdAt <= own.createdAt);
}
/**
 * Whether another job of the same run and attempt made a deployment for the same commit: parts of one system that should
 * have a task each. In a later attempt, only the payload tells which attempt made it.
 */
function isSibling(other, own, run) {
    if (other.sha !== own.sha || run.runId === 0)
        return false;
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(other.payload, 'run_id') !== undefined) {
        const isSameAttempt = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(other.payload, 'run_id') === run.runId && (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(other.payload, 'run_attempt') === run.runAttempt;
        const job = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(other.payload, 'check_run_id');
        const isSameJob = job === undefined || run.checkRunId === undefined
            ? (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(other.payload, 'job') === run.job
            : job === run.checkRunId;
        return isSameAttempt && !isSameJob;
    }
    const page = (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .logPageOf */ .NB)(other.logUrl, run);
    return (run.runAttempt === 1 &&
        page?.runId === run.runId &&
        page.checkRunId !== undefined &&
        run.checkRunId !== undefined &&
        page.checkRunId !== run.checkRunId);
}
/**
 * Whether the same step left a deployment open in an earlier attempt of the run, because its runner was lost. The payload
 * tells, so it must have been read.
 */
function isLeftOpen(other, own, run) {
    const { payload } = other;
    const attempt = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(payload, 'run_attempt');
    return (!(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFinal */ .dR)(other.state) &&
        other.nodeId !== own.nodeId &&
        other.task === own.task &&
        (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(other.environment, own.environment) &&
        (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(payload, 'run_id') === run.runId &&
        attempt !== undefined &&
        attempt < run.runAttempt &&
        (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(payload, 'job') === run.job &&
        (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(payload, 'step') === run.step &&
        (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(payload, 'operation') === 'deploy');
}


/***/ }),

/***/ 8305:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ GraphqlAccess),
/* harmony export */   v: () => (/* binding */ isRefusal)
/* harmony export */ });
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9639);

/**
 * A refusal of GraphQL itself, after which REST may still do: a token without its scopes, an old server, a used-up limit.
 * A secondary limit is none: it is for both of them.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#secondary-rate-limits
 */
function isRefusal(error) {
    if (!(error instanceof _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy))
        return false;
    const { status, limit, isForeign } = error.answer;
    return isForeign === true || (status >= 200 && status < 500 && limit !== 'secondary');
}
/** What has been learned in this step about GraphQL, so that it is not asked in vain again. */
class GraphqlAccess {
    #seesRepository = true;
    /** All ids of deployments that GraphQL has shown. */
    shown = new Set();
    /** Set once GraphQL has refused to write. */
    writes = true;
    /** Whether GraphQL is worth asking. */
    get reads() {
        return this.#seesRepository;
    }
    /**
     * Returns what GraphQL answers, or what REST does if GraphQL refuses. GraphQL says "not found" of everything in a private
     * repository that the token may not read the code of, though REST shows its deployments to the same token.
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
    /** Takes note of a refusal to read what is in the repository. */
    refused({ answer }) {
        if (answer.status !== 404)
            return;
        this.#seesRepository = false;
        this.writes = false;
    }
}


/***/ }),

/***/ 7811:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ patienceOf),
/* harmony export */   U: () => (/* binding */ graphql)
/* harmony export */ });
const graphql = Symbol('graphql');
/** Of what is tried once more at the end, nothing holds up the others for long. */
const patienceOf = (attempt) => attempt === 'first' ? { unanswered: 60_000 } : {};


/***/ }),

/***/ 923:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ao: () => (/* binding */ connectionOf),
/* harmony export */   eK: () => (/* binding */ backward),
/* harmony export */   jH: () => (/* binding */ inBites),
/* harmony export */   pH: () => (/* binding */ PageSize)
/* harmony export */ });
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1612);
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9639);
/* harmony import */ var _call_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7811);



const forward = { hasMore: 'hasNextPage', cursor: 'endCursor' };
const backward = { hasMore: 'hasPreviousPage', cursor: 'startCursor' };
/**
 * Reads a connection; `undefined` if it is none. Nobody knows what a `null` among the nodes stands for, so such a page is
 * not read, but asked for again.
 */
function connectionOf(connection, { hasMore, cursor } = forward) {
    const nodes = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__.at)(connection, 'nodes');
    if (!Array.isArray(nodes) || nodes.some(node => node === null))
        return undefined;
    const isNext = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__.at)(connection, 'pageInfo', hasMore) === true;
    const next = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(connection, 'pageInfo', cursor);
    // Where it goes on, and not said from where, nobody may take this page for the last one.
    if (isNext && next === undefined)
        return undefined;
    return { nodes, next: isNext ? next : undefined };
}
/** Page sizes, the one to begin with first. A page that is too expensive is asked for again in quarters. */
class PageSize {
    #sizes;
    constructor(...sizes) {
        this.#sizes = sizes;
    }
    get entries() {
        return this.#sizes[0] ?? 1;
    }
    /** Whether there is a smaller size; it then stays in use. */
    shrink() {
        if (this.#sizes.length === 1)
            return false;
        this.#sizes.shift();
        return true;
    }
}
/** Asks for one page, and for a smaller one for as long as GitHub says that it is too expensive. */
async function inBites(client, size, { doing, query, variables, parse, partial }, patience) {
    for (;;) {
        try {
            const parameters = { query, variables: { ...variables, first: size.entries } };
            const call = { doing, method: 'POST', path: _call_js__WEBPACK_IMPORTED_MODULE_1__/* .graphql */ .U, parameters, parse, ...(partial && { partial }) };
            return await client.read(call, patience);
        }
        catch (error) {
            if (!isTooExpensive(error) || !size.shrink())
                throw error;
        }
    }
}
/** GitHub gives up on an expensive query long before its documented limits. */
const isTooExpensive = (error) => error instanceof _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy && /resource limits for this query exceeded/i.test(error.answer.message);


/***/ }),

/***/ 4531:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ Deployments),
/* harmony export */   z: () => (/* binding */ root)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(289);
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1612);
/* harmony import */ var _paging_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8271);



const root = '/repos/{owner}/{repo}';
/** The records of deployments, and the commits that they are about. https://docs.github.com/rest/deployments/deployments */
class Deployments {
    #client;
    #in;
    constructor(client, repository) {
        this.#client = client;
        this.#in = { owner: repository.owner, repo: repository.name };
    }
    /** https://docs.github.com/rest/deployments/deployments#get-a-deployment */
    one(id, patience) {
        return this.#client.read({ ...this.#lookup(id), mayLag: true }, patience);
    }
    /** Whether a deployment is gone. GitHub answers the same for what a token may see and not change, so this only reads. */
    async isGone(id) {
        const look = () => this.#client.read(this.#lookup(id));
        return ((await this.#client.lookTwice(async () => ((await (0,_paging_js__WEBPACK_IMPORTED_MODULE_0__/* .orMissing */ .Mr)(look)) === undefined ? true : undefined))) === true);
    }
    #lookup(id) {
        return {
            doing: `find deployment ${id}`,
            method: 'GET',
            path: `${root}/deployments/{deployment_id}`,
            parameters: { ...this.#in, deployment_id: id },
            parse: _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .deploymentFrom */ .ir
        };
    }
    /** Deployments by what they were created with, newest first. */
    list(filter, options) {
        return (0,_paging_js__WEBPACK_IMPORTED_MODULE_0__/* .entriesOf */ .Mc)(this.pages(filter, options));
    }
    pages(filter, options) {
        return (0,_paging_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .ll)(this.#pages(filter, options), ({ createdAt }) => createdAt);
    }
    /** https://docs.github.com/rest/deployments/deployments#list-deployments */
    async *#pages(filter, { from = 1, ...patience } = {}) {
        for (let number = from; number <= _paging_js__WEBPACK_IMPORTED_MODULE_0__/* .mostPages */ .uH; number++) {
            const page = await this.#client.read({
                doing: 'list the deployments',
                method: 'GET',
                path: `${root}/deployments`,
                parameters: { ...this.#in, ...filter, per_page: _paging_js__WEBPACK_IMPORTED_MODULE_0__/* .pageSize */ .T0, page: number },
                parse: (0,_paging_js__WEBPACK_IMPORTED_MODULE_0__/* .pageOf */ .ZZ)(_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .deploymentFrom */ .ir)
            }, patience);
            yield page;
            if (page.isLast)
                return;
        }
    }
    /**
     * Reads the records of deployments that were seen, by `nodeId`; those that are gone are missing. Each is looked for on
     * the page of its environment where it was seen, and then among those of its commit: the environment may have changed
     * meanwhile.
     *
     * @param shown all ids that GraphQL has shown: a record with one of them is no other deployment
     */
    async records(seen, shown) {
        const records = new Map();
        const read = [];
        const isFound = (wanted) => {
            const record = read.find(({ nodeId }) => nodeId === wanted.nodeId) ??
                read.find(one => !shown.has(one.nodeId) && (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isSameRecord */ .Wn)(one, wanted));
            if (record !== undefined)
                records.set(wanted.nodeId, record);
            return record !== undefined;
        };
        for (const wanted of seen) {
            if (isFound(wanted))
                continue;
            for await (const page of this.#pagesWith(wanted)) {
                read.push(...page);
                if (isFound(wanted))
                    break;
            }
        }
        return records;
    }
    async *#pagesWith({ environment, sha, place }) {
        const from = Math.floor(place / _paging_js__WEBPACK_IMPORTED_MODULE_0__/* .pageSize */ .T0) + 1;
        for await (const page of this.list({ environment }, { from })) {
            yield page;
            break;
        }
        yield* this.list({ environment, sha });
    }
    /** https://docs.github.com/rest/pulls/pulls#get-a-pull-request */
    pullRequestHead(number) {
        return this.#client.read({
            doing: `find the head of pull request #${number}`,
            method: 'GET',
            path: `${root}/pulls/{pull_number}`,
            parameters: { ...this.#in, pull_number: number },
            parse: data => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(data, 'head', 'sha')
        });
    }
    /** https://docs.github.com/rest/commits/commits#get-a-commit */
    async commit(ref) {
        const call = {
            doing: `find the commit of ${ref}`,
            method: 'GET',
            path: `${root}/commits/{ref}`,
            parameters: { ...this.#in, ref, per_page: 1 },
            parse: data => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(data, 'sha')
        };
        // 422 is what GitHub answers for a ref that it cannot resolve here.
        return (0,_paging_js__WEBPACK_IMPORTED_MODULE_0__/* .orMissing */ .Mr)(() => this.#client.read(call), [404, 422]);
    }
}


/***/ }),

/***/ 9549:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IW: () => (/* binding */ graphqlFault),
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   cV: () => (/* binding */ Failed),
/* harmony export */   dM: () => (/* binding */ graphqlErrors),
/* harmony export */   ow: () => (/* binding */ isAboutPermissions)
/* harmony export */ });
/* unused harmony export limitOf */
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1612);
/* harmony import */ var _transport_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1341);
/* harmony import */ var _foreign_answer_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4282);



/** A fault on its way up, thrown where an answer is read. */
class Failed extends Error {
    fault;
    constructor(fault) {
        super(fault.answer.message);
        this.name = 'Failed';
        this.fault = fault;
    }
}
/** Errors of the network that come before the request has left. */
const neverSent = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EHOSTDOWN',
    'ENETDOWN'
]);
/** What no repeat changes: where the server leads, what Node does not even send, and a proxy that refuses. */
const isFinal = (code) => ['FOREIGN_REDIRECT', 'REDIRECTS', 'PROXY_LOGIN', 'PROXY_REFUSED', 'ERR_UNESCAPED_CHARACTERS'].includes(code) ||
    code.startsWith('ERR_INVALID_') ||
    (0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isCertificate */ .Yn)(code) ||
    (0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isHandshake */ .eL)(code);
/** Reads the answer to a request out of what Octokit throws. */
function faultOf(error) {
    if (error instanceof Failed)
        return error.fault;
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof _transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .TransportError */ .wX)
        return transportFault(cause);
    const status = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(error, 'status') ?? 0;
    const response = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__.at)(error, 'response');
    if (!(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(response)) {
        const message = error instanceof Error ? error.message : String(error);
        return { certainty: 'answered', answer: { status: 0, message }, data: undefined };
    }
    return httpFault(status, (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__.at)(response, 'headers'), (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__.at)(response, 'data'));
}
function transportFault({ code, message: text, beforeSending }) {
    const answer = { status: 0, message: bounded(text) };
    if (isFinal(code))
        return { certainty: 'answered', answer, data: { code } };
    return {
        certainty: beforeSending || neverSent.has(code) ? 'refused' : 'open',
        answer,
        ...(code === 'ENOTFOUND' ? { unknownHost: true } : {}),
        ...(/^(BODY_TOO_LARGE$|HPE_)/.test(code) ? { strange: true } : {})
    };
}
function httpFault(status, headers, data) {
    const requestId = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'x-github-request-id');
    const message = bounded((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(data, 'message') ?? (status >= 500 ? 'GitHub could not answer' : `GitHub answered ${status}`));
    const answer = { status, message, ...(requestId === undefined ? {} : { requestId }) };
    const limited = limitOf(status, headers, message);
    if (limited !== undefined)
        return { certainty: 'refused', answer, ...limited };
    // 408 is a proxy's: the request, or its answer, took too long.
    if (status >= 500 || status === 408)
        return { certainty: 'open', answer, ...retryAfter(headers) };
    // GitHub's API refuses in JSON.
    if (typeof data === 'string') {
        return { certainty: 'answered', answer: (0,_foreign_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .foreignAnswer */ .X)(status, data, requestId), data: undefined, strange: true };
    }
    const permissions = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'x-accepted-github-permissions');
    return { certainty: 'answered', answer, data, ...(permissions === undefined ? {} : { permissions }) };
}
/**
 * Which of GitHub's limits an answer speaks of, and when to come again.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function limitOf(status, headers, message) {
    const advice = retryAfter(headers);
    const secondary = /secondary rate|abuse detection/i.test(message);
    // What a token may not do, it may not do with its last request either.
    const isUsedUp = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'x-ratelimit-remaining') === '0' && !isAboutPermissions(message);
    const primary = !secondary && (isUsedUp || /rate limit exceeded/i.test(message));
    if (status !== 429 && !(status === 403 && (secondary || primary || advice !== undefined)))
        return undefined;
    const limit = primary ? 'primary' : 'secondary';
    if (advice !== undefined)
        return { limit, ...advice };
    const reset = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'x-ratelimit-reset') ?? '';
    return primary && /^\d+$/.test(reset) ? { limit, until: Number(reset) * 1000 } : { limit };
}
/** Seconds, or a date on the server's clock; anything else says nothing. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function retryAfter(headers) {
    const text = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(headers, 'retry-after') ?? '';
    if (/^\d+$/.test(text))
        return { wait: Number(text) * 1000 };
    const until = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : NaN;
    return Number.isFinite(until) ? { until } : undefined;
}
/** Other people's words, at a length that somebody reads. */
const bounded = (text) => (text.length > 1000 ? `${text.slice(0, 1000)}\u2026` : text);
/** The errors inside an answer of GraphQL. */
function graphqlErrors(data) {
    const errors = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__.at)(data, 'errors');
    return (Array.isArray(errors) ? errors : []).map((error) => {
        const type = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(error, 'type');
        const path = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__.at)(error, 'path');
        return {
            ...(type === undefined ? {} : { type }),
            message: bounded((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(error, 'message') ?? 'GitHub does not say why'),
            path: Array.isArray(path) ? path.join('.') : ''
        };
    });
}
/** What GraphQL's words for a refusal would be as an HTTP status. */
const graphqlStatus = { FORBIDDEN: 403, INSUFFICIENT_SCOPES: 403, NOT_FOUND: 404 };
/**
 * What is wrong with an answer of GraphQL as a whole: errors come with HTTP 200. If a part is welcome (`partial`),
 * those of single fields are left to whoever reads the answer.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
function graphqlFault(data, headers, about, partial) {
    const errors = graphqlErrors(data);
    const [first] = errors;
    if (first === undefined)
        return undefined;
    const answer = { ...about, status: graphqlStatus[first.type ?? ''] ?? about.status, message: first.message };
    const isPart = partial && (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__.at)(data, 'data'));
    const limited = errors.find(({ type, message }) => type === 'RATE_LIMITED' || /secondary rate/i.test(message));
    if (limited !== undefined) {
        // What came before the limit has been done.
        const certainty = isPart ? 'open' : 'refused';
        return { certainty, answer: { ...answer, message: limited.message }, ...limitOf(429, headers, limited.message) };
    }
    const unsure = errors.find(({ message }) => /something went wrong|in time|time(d)? ?out/i.test(message));
    if (unsure !== undefined)
        return { certainty: 'open', answer: { ...answer, message: unsure.message } };
    return isPart ? undefined : { certainty: 'answered', answer, data };
}
/** Whether GitHub refuses because of what the token may do. */
const isAboutPermissions = (message) => /not accessible by|not granted the required scopes|must have|the correct permissions/i.test(message);


/***/ }),

/***/ 4282:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ foreignAnswer)
/* harmony export */ });
/** Enough of a page to find its first words in. */
const pageStart = 20_000;
const longestWords = 120;
/**
 * An answer that is not JSON, so it is not from GitHub's API. It has no HTTP status, because the status is not GitHub's
 * word on the request: a page with 404 does not mean that the deployment is gone.
 */
function foreignAnswer(status, page, requestId) {
    const words = firstWords(page);
    const said = words === '' ? 'it is empty' : `it begins with "${words}"`;
    const message = `The answer (HTTP ${status}) does not come from a GitHub API: ${said}`;
    return { status: 0, message, isForeign: true, ...(requestId === undefined ? {} : { requestId }) };
}
/** The first words of a page, without its markup. */
function firstWords(page) {
    const text = page
        .slice(0, pageStart)
        .replaceAll(/<(script|style)\b[^>]*>.*?(<\/\1>|$)|<!--.*?(-->|$)|<[^>]*(>|$)/gis, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
    return text.length > longestWords ? `${text.slice(0, longestWords).trimEnd()}\u2026` : text;
}


/***/ }),

/***/ 8271:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mc: () => (/* binding */ entriesOf),
/* harmony export */   Mr: () => (/* binding */ orMissing),
/* harmony export */   T0: () => (/* binding */ pageSize),
/* harmony export */   W1: () => (/* binding */ ifMissing),
/* harmony export */   ZZ: () => (/* binding */ pageOf),
/* harmony export */   bK: () => (/* binding */ endless),
/* harmony export */   ll: () => (/* binding */ newestFirst),
/* harmony export */   uH: () => (/* binding */ mostPages)
/* harmony export */ });
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1612);
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9639);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5255);



/** The largest page. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const pageSize = 100;
/** Pages of a listing, at most: no server can keep us longer. */
const mostPages = _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .mostListed */ .p9 / pageSize;
/**
 * Reads a page of a REST list. GitHub names the next page in the `Link` header. If there is no such header at all, a full
 * page is not taken for the last one.
 */
const pageOf = (parse) => (data, headers) => {
    if (!Array.isArray(data))
        return undefined;
    const entries = data.map(parse).filter(entry => entry !== undefined);
    if (entries.length < data.length)
        return undefined;
    const link = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(headers, 'link');
    return { entries, isLast: link === undefined ? data.length < pageSize : !link.includes('rel="next"') };
};
/**
 * Hands pages on with the newest entry first, as GitHub lists them. If a page begins with an older entry than it ends
 * with, the list is read to its end and sorted: which entries are the newest is not known before.
 *
 * @param at when an entry was made, in an order that `<` compares
 */
async function* newestFirst(pages, at) {
    let all;
    for await (const page of pages) {
        const [first] = page.entries;
        const last = page.entries.at(-1);
        if (all !== undefined)
            all.push(...page.entries);
        else if (first !== undefined && last !== undefined && at(first) < at(last))
            all = [...page.entries];
        else
            yield page;
    }
    if (all === undefined)
        return;
    // Two of the same second come in the order of the list, which is turned around.
    all.reverse().sort((one, other) => (at(one) < at(other) ? 1 : at(one) > at(other) ? -1 : 0));
    yield { entries: all, isLast: true };
}
/** Hands the entries of pages on. */
async function* entriesOf(pages) {
    for await (const { entries } of pages)
        yield entries;
}
/** `undefined` for what is not there: somebody may have deleted it since another request has shown it. */
async function orMissing(read, statuses = [404]) {
    try {
        return await read();
    }
    catch (error) {
        const isMissing = error instanceof _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy && statuses.includes(error.answer.status);
        if (isMissing && error.answer.limit === undefined)
            return undefined;
        throw error;
    }
}
/** `true` for what is not there. */
const ifMissing = async (read) => (await orMissing(read)) === undefined ? true : undefined;
/** A list without an end cannot be torn down: what is spared depends on all of it. */
const endless = (what) => new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's list of the deployments of ${what} does not end.`, 'Name fewer environments, and run it again when GitHub is well.');


/***/ }),

/***/ 3756:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CB: () => (/* binding */ statusesOf),
/* harmony export */   Ez: () => (/* binding */ newestUrl),
/* harmony export */   H0: () => (/* binding */ sightingOf),
/* harmony export */   Ii: () => (/* binding */ sightingFrom),
/* harmony export */   R7: () => (/* binding */ sightingFields),
/* harmony export */   ce: () => (/* binding */ statusesFields),
/* harmony export */   xz: () => (/* binding */ lacksStatus)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(289);
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1612);


/** A deployment of REST with its statuses, the newest first. */
function sightingOf(deployment, statuses) {
    const [latest] = statuses;
    const environmentUrl = statuses.find(status => status.environmentUrl !== '')?.environmentUrl;
    return {
        nodeId: deployment.nodeId,
        id: deployment.id,
        ref: deployment.ref,
        sha: deployment.sha,
        task: deployment.task,
        environment: deployment.environment,
        createdAt: deployment.createdAt,
        description: deployment.description,
        ...(latest === undefined
            ? {}
            : { state: latest.state, logUrl: latest.logUrl, statusDescription: latest.description }),
        ...(environmentUrl === undefined ? {} : { environmentUrl })
    };
}
const statusFields = 'id createdAt state environmentUrl logUrl description';
const sightingFields = `
  id commitOid task environment createdAt description state
  latestStatus { ${statusFields} }`;
/** Statuses of a deployment, to be read beside `sightingFields` as the connection `statuses`. */
const statusesFields = `nodes { ${statusFields} }`;
/** Reads `sightingFields` and, if they are there, `statusesFields`. */
function sightingFrom(node) {
    const nodeId = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'id');
    const sha = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'commitOid');
    if (nodeId === undefined || sha === undefined)
        return undefined;
    const latest = latestOf(node);
    const state = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(latest, 'state')?.toLowerCase();
    const environmentUrl = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(latest, 'environmentUrl');
    const logUrl = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(latest, 'logUrl');
    const statusDescription = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(latest, 'description');
    const payload = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__.at)(node, 'payload');
    return {
        nodeId,
        sha,
        task: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'task') ?? 'deploy',
        environment: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'environment') ?? '',
        createdAt: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'createdAt') ?? '',
        description: (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'description') ?? '',
        ...(state === undefined ? {} : { state }),
        ...(environmentUrl === undefined ? {} : { environmentUrl }),
        ...(logUrl === undefined ? {} : { logUrl }),
        ...(statusDescription === undefined ? {} : { statusDescription }),
        ...(payload === undefined ? {} : { payload: (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .decodedPayload */ .p_)(payload) })
    };
}
/**
 * Whether a deployment seems to have no status, though GitHub shows it in a state that only a status brings about.
 * https://docs.github.com/graphql/reference/enums#deploymentstate
 */
const lacksStatus = (node) => latestOf(node) === undefined && !['PENDING', 'ABANDONED', undefined].includes((0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'state'));
/** The newest status: GitHub names it, but if the statuses in the same answer have a newer one, they are right. */
function latestOf(node) {
    const named = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__.at)(node, 'latestStatus') ?? undefined;
    const [newest] = statusesOf(node);
    return named === undefined || madeAt(newest) > madeAt(named) ? newest : named;
}
const madeAt = (status) => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(status, 'createdAt') ?? '';
/** The newest URL of any of the statuses that were read. */
const newestUrl = (node) => statusesOf(node)
    .map(status => (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(status, 'environmentUrl'))
    .find(url => url !== undefined);
/**
 * The statuses that were read, the newest first. GitHub does not say in which order it lists them: their time tells, and if
 * all are of the same second, the latest status does.
 */
function statusesOf(node) {
    const nodes = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__.at)(node, 'statuses', 'nodes');
    const statuses = Array.isArray(nodes) ? nodes : [];
    const [first] = statuses;
    const last = statuses.at(-1);
    const latest = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(node, 'latestStatus', 'id');
    const isOldestFirst = madeAt(first) === madeAt(last)
        ? latest !== undefined && (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(last, 'id') === latest && (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(first, 'id') !== latest
        : madeAt(first) < madeAt(last);
    return isOldestFirst ? statuses.toReversed() : statuses;
}


/***/ }),

/***/ 509:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ Statuses),
/* harmony export */   o: () => (/* binding */ isSuccess)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(289);
/* harmony import */ var _deployments_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4531);
/* harmony import */ var _paging_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8271);



/** GitHub's clock is known to a second, and it writes whole seconds. */
const clockSlack = 2000;
/** The statuses of deployments. https://docs.github.com/rest/deployments/statuses */
class Statuses {
    #client;
    #in;
    constructor(client, repository) {
        this.#client = client;
        this.#in = { owner: repository.owner, repo: repository.name };
    }
    /** https://docs.github.com/rest/deployments/statuses#create-a-deployment-status */
    add(deployment, status, patience) {
        const call = {
            doing: `set deployment ${deployment.id} to ${status.state}`,
            method: 'POST',
            path: `${_deployments_js__WEBPACK_IMPORTED_MODULE_0__/* .root */ .z}/deployments/{deployment_id}/statuses`,
            parameters: {
                ...this.#in,
                deployment_id: deployment.id,
                state: status.state,
                description: status.description,
                log_url: status.logUrl,
                // GitHub says in one place that only a success does it, and in another that every state does.
                auto_inactive: status.autoInactive && status.state === 'success',
                ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl })
            },
            parse: _domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .statusFrom */ .zO
        };
        const since = this.#client.ourNow;
        const find = async () => {
            const earliest = since + this.#client.githubAhead - clockSlack;
            return (await this.known(deployment.id, patience)).find(({ state, description, logUrl, environmentUrl, createdAt }) => state === status.state &&
                description === status.description &&
                logUrl === status.logUrl &&
                environmentUrl === (status.environmentUrl ?? '') &&
                Date.parse(createdAt) >= earliest);
        };
        return this.#client.write(call, find, patience);
    }
    /** The newest statuses of a deployment, newest first; one page. */
    async newest(id, patience) {
        return (await this.newestPage(id, patience)).entries;
    }
    async newestPage(id, patience) {
        for await (const page of this.#pages(id, patience))
            return page;
        return { entries: [], isLast: true };
    }
    /** A replica may know less than the one that was asked before: then there are none. */
    async known(id, patience) {
        return (await (0,_paging_js__WEBPACK_IMPORTED_MODULE_1__/* .orMissing */ .Mr)(() => this.newest(id, patience))) ?? [];
    }
    /** Whether any status was a success: reads them down to the first one that was. */
    async everSucceeded(id) {
        for await (const { entries } of this.#pages(id))
            if (entries.some(isSuccess))
                return true;
        return false;
    }
    #pages(id, patience) {
        return (0,_paging_js__WEBPACK_IMPORTED_MODULE_1__/* .newestFirst */ .ll)(this.#unsorted(id, patience), status => status.id);
    }
    /** https://docs.github.com/rest/deployments/statuses#list-deployment-statuses */
    async *#unsorted(id, patience) {
        for (let number = 1; number <= _paging_js__WEBPACK_IMPORTED_MODULE_1__/* .mostPages */ .uH; number++) {
            const page = await this.#client.read({
                doing: `list the statuses of deployment ${id}`,
                method: 'GET',
                path: `${_deployments_js__WEBPACK_IMPORTED_MODULE_0__/* .root */ .z}/deployments/{deployment_id}/statuses`,
                parameters: { ...this.#in, deployment_id: id, per_page: _paging_js__WEBPACK_IMPORTED_MODULE_1__/* .pageSize */ .T0, page: number },
                mayLag: true,
                parse: (0,_paging_js__WEBPACK_IMPORTED_MODULE_1__/* .pageOf */ .ZZ)(_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .statusFrom */ .zO)
            }, patience);
            yield page;
            if (page.isLast)
                return;
        }
    }
}
const isSuccess = ({ state }) => state === 'success';


/***/ }),

/***/ 1341:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Yn: () => (/* binding */ isCertificate),
/* harmony export */   eL: () => (/* binding */ isHandshake),
/* harmony export */   wX: () => (/* binding */ TransportError)
/* harmony export */ });
/** A request that got no answer of HTTP. `code` is Node's, such as `ECONNREFUSED`, or one of ours. */
class TransportError extends Error {
    code;
    /** Whether it is known that the request has not been sent. */
    beforeSending;
    constructor(message, code, { beforeSending = false } = {}) {
        super(message);
        this.name = 'TransportError';
        this.code = code;
        this.beforeSending = beforeSending;
    }
}
/** Whether TLS could not even begin: often the other side does not speak it. */
const isHandshake = (code) => code === 'EPROTO' || code.startsWith('ERR_SSL_');
/** Whether the certificate of the other side is not accepted. */
const isCertificate = (code) => /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME|ERR_TLS/.test(code);


/***/ }),

/***/ 6485:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ resolveCommit)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(289);
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9639);


/** The ref to send for a commit that may have to be asked for: the workspace, or a pull request. */
async function resolveCommit(source, { github, workspace, tell }) {
    switch (source.kind) {
        case 'ref':
            if (source.isTestMerge === true)
                warnOfTestMerge(`${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(source.ref)}, given as "ref",`, tell);
            return source.ref;
        case 'pull-request': {
            const sha = await github.pullRequestHead(source.number);
            tell({ kind: 'note', level: 'info', text: `The head of pull request #${source.number} is ${sha}.` });
            return sha;
        }
        case 'merge-commit': {
            const sha = await github.mergeCommit(source.number);
            if (sha === undefined) {
                throw new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub does not say which commit pull request #${source.number} was merged as.`, 'Give the commit with the input "ref".');
            }
            tell({ kind: 'note', level: 'info', text: `Pull request #${source.number} was merged as ${sha}.` });
            return sha;
        }
        case 'head': {
            const sha = await workspace.head();
            if (source.mergeCommits.includes(sha))
                warnOfTestMerge(`${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(sha)}, checked out in the workspace,`, tell);
            return sha;
        }
    }
}
/** GitHub shows on a pull request only the deployments of its own commits. */
function warnOfTestMerge(what, tell) {
    tell({
        kind: 'note',
        level: 'warning',
        text: `${what} is GitHub's merge commit: the deployment will not show on the pull request. Leave the input "ref" out to record the pull request's own commit.`
    });
}


/***/ }),

/***/ 1417:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ adviseOneRecord)
/* harmony export */ });
/* harmony import */ var _domain_run_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8097);

/**
 * Tells an author who meets GitHub's own record for this job how to have only one record. It is a warning if several tasks
 * share the environment: when GitHub's record succeeds, GitHub deactivates older deployments of every task.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
function adviseOneRecord({ tell, run }, environment, hasSeveralTasks = false) {
    const danger = hasSeveralTasks
        ? ' When that deployment succeeds, GitHub deactivates older deployments of every task in the environment.'
        : '';
    const text = `GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}".${danger} ${remedy(environment, run)}`;
    tell(hasSeveralTasks ? { kind: 'note', level: 'warning', text } : { kind: 'note', level: 'notice', text });
}
const remedy = (environment, run) => (0,_domain_run_js__WEBPACK_IMPORTED_MODULE_0__/* .isOnEnterpriseServer */ .qE)(run)
    ? 'Remove "environment:" from the job to have only one record.'
    : `Write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and have only one record.`;


/***/ }),

/***/ 989:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ce: () => (/* binding */ lookAndWriteStatus),
  LH: () => (/* binding */ needsPayloads),
  Kn: () => (/* binding */ writeStatus)
});

// EXTERNAL MODULE: ../domain/problem.ts
var problem = __nccwpck_require__(9639);
// EXTERNAL MODULE: ../domain/superseding.ts
var superseding = __nccwpck_require__(8879);
// EXTERNAL MODULE: ../ports.ts
var ports_0 = __nccwpck_require__(5255);
// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __nccwpck_require__(289);
;// CONCATENATED MODULE: ../operations/supersede.ts



/**
 * Ends the older successful deployments of the same environment and task, or says what GitHub's rule has ended. What fails
 * here is a warning: the deployment itself stands.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 */
async function supersede(deployment, to, ports) {
    const { tell } = ports;
    if (to.by === 'GitHub') {
        warnOfSiblings((0,superseding/* older */.$L)(to.seen, deployment), deployment, ports);
        return;
    }
    try {
        if (!isNewest(to.candidates))
            throw to.candidates;
        const ended = await endOlder(deployment, to.candidates, to.logUrl, ports);
        const stillActive = to.seen.filter(({ nodeId }) => !ended.has(nodeId));
        tellOfOtherTasks((0,superseding/* olderOfOtherTasks */.oV)(stillActive, deployment), ports);
    }
    catch (error) {
        if (error instanceof problem/* Cancelled */.cJ)
            throw error;
        tell({
            kind: 'note',
            level: 'warning',
            text: `Could not deactivate older deployments of ${deployment.environment}: they may still be active. ${(0,problem/* explain */.WE)(error)}`
        });
    }
}
const isNewest = (candidates) => typeof candidates === 'object' && candidates !== null && 'deployments' in candidates;
/** Ends the older ones among the candidates; returns the node ids of those that were to be ended. */
async function endOlder(deployment, { deployments, of, isAll }, logUrl, ports) {
    const { github, tell } = ports;
    const superseded = (0,superseding/* older */.$L)(deployments, deployment);
    if (superseded.length > 0) {
        warnOfSiblings(superseded, deployment, ports);
        const description = `Superseded by ${(0,domain_deployment/* shortRef */.m3)(deployment.sha)}`;
        // Without its REST id, a single one is written like many: in one request of GraphQL.
        const batch = superseded.map(withoutId);
        const { done, failed } = await github.end(batch, { state: 'inactive', description, logUrl });
        if (done.length > 0)
            tell({ kind: 'superseded', deployments: done });
        const [first] = failed;
        if (first !== undefined) {
            const text = `Could not deactivate ${failed.length} of ${superseded.length} older deployments of ${deployment.environment}: they are still active. ${first.why}`;
            tell({ kind: 'note', level: 'warning', text });
        }
    }
    if (of === 'task' && !isAll) {
        const text = `Only the newest ${deployments.length} deployments of task "${deployment.task}" in ${deployment.environment} were checked. If older ones are still active, end them with "operation: deactivate".`;
        tell({ kind: 'note', level: 'info', text });
    }
    return new Set(superseded.map(({ nodeId }) => nodeId));
}
function withoutId(sighting) {
    const listed = { ...sighting };
    delete listed.id;
    return listed;
}
/** Warns an author whose jobs end each other's deployments. */
function warnOfSiblings(ended, own, { tell, run }) {
    for (const sibling of ended.filter(other => (0,superseding/* isSibling */.lO)(other, own, run))) {
        const text = `This ends a deployment of task "${own.task}", which another job of this run made for the same commit (${named(sibling)}). If the jobs deploy different parts, give each part its own "task", such as "deploy:api".`;
        tell({ kind: 'note', level: 'warning', text });
    }
}
/** The number and the log of a deployment, as far as they are known. */
const named = ({ id, logUrl }) => [id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined).join(', ');
/** Says which older deployments stay active because nobody ends them. */
function tellStillActive(deployment, seen, autoInactive, ports) {
    const same = (0,superseding/* older */.$L)(seen, deployment);
    if (same.length > 0) {
        const commits = [...new Set(same.map(({ sha }) => (0,domain_deployment/* shortRef */.m3)(sha)))].join(', ');
        const why = autoInactive === 'false'
            ? '"auto-inactive" is "false"'
            : 'in production, only "auto-inactive: always" deactivates them';
        ports.tell({ kind: 'note', level: 'info', text: `${stayActive(same.length)}: ${commits} (${why})` });
    }
    tellOfOtherTasks((0,superseding/* olderOfOtherTasks */.oV)(seen, deployment), ports);
}
function tellOfOtherTasks(count, { tell }) {
    if (count > 0)
        tell({ kind: 'note', level: 'info', text: stayActive(count, count === 1 ? ' of another task' : ' of other tasks') });
}
const stayActive = (count, which = '') => count === 1 ? `1 older deployment${which} stays active` : `${count} older deployments${which} stay active`;

;// CONCATENATED MODULE: ../operations/status.ts




/** How long the look before a success may take: the state must still be written in time. */
const lookWithinMs = 30_000;
/** Writes a status. Before a success it looks at the environment, if it depends on that who ends older deployments. */
async function lookAndWriteStatus(deployment, wanted, ports) {
    const { state, autoInactive } = wanted;
    const mayEnd = state === 'success' && (0,superseding/* supersedingOf */.Dp)(autoInactive, deployment, undefined) !== 'nobody';
    const newest = mayEnd ? await lookAt(deployment, ports) : undefined;
    await writeStatus(deployment, wanted, newest === undefined ? {} : { newest }, ports);
}
async function lookAt({ environment, task }, ports) {
    const options = { withinMs: lookWithinMs, withPayloads: needsPayloads(ports.run) };
    return ports.github.newestOfEnvironment({ environment, task }, options).catch((error) => {
        if (error instanceof problem/* Cancelled */.cJ)
            throw error;
        return undefined;
    });
}
/** Whether only payloads tell which job made a deployment: log URLs name neither attempts nor, on old servers, jobs. */
const needsPayloads = (run) => run.runAttempt > 1 || run.checkRunId === undefined;
/**
 * Writes a status and, on success, ends the older deployments that GitHub does not end. What fails there is a warning: the
 * deployment itself stands.
 */
async function writeStatus(deployment, wanted, around, ports) {
    const by = wanted.state === 'success' ? (0,superseding/* supersedingOf */.Dp)(wanted.autoInactive, deployment, around.newest) : 'nobody';
    // Read beside the status, not after it.
    const candidates = by === 'us' ? candidatesFor(deployment, around, ports).catch((error) => error) : undefined;
    const status = await addStatus(deployment, { ...wanted, autoInactive: by === 'GitHub' }, ports);
    ports.tell({ kind: 'status', status, deployment });
    if (wanted.state !== 'success')
        return;
    const seen = [...(around.newest?.deployments ?? []), ...(around.ofTask?.deployments ?? [])];
    if (by === 'nobody')
        tellStillActive(deployment, seen, wanted.autoInactive, ports);
    else
        await supersede(deployment, { by, candidates: await candidates, seen, logUrl: wanted.logUrl }, ports);
}
/** The deployments among which the older ones of the task are. */
async function candidatesFor(deployment, { newest, ofTask }, ports) {
    if (newest !== undefined && (0,superseding/* isWhole */.wP)(newest, deployment))
        return newest;
    if (newest?.of === 'task' && !isStale(newest, deployment))
        return newest;
    if (newest?.of === 'environment' && ofTask !== undefined)
        return { ...ofTask, deployments: merged(newest, ofTask) };
    const list = await listTask(deployment, ports);
    if (!isStale(list, deployment))
        return list;
    // A list of this environment that lacks the deployment may have been asked for under another spelling than GitHub's.
    const environment = (await ports.github.spelling(deployment.environment)) ?? deployment.environment;
    await ports.clock.sleep(ports_0/* replicaLag */.f3);
    const second = await listTask({ ...deployment, environment }, ports);
    if (!isStale(second, deployment))
        return second;
    throw new problem/* Problem */.AF(`GitHub's list of the deployments of ${deployment.environment} does not show deployment ${deployment.id} itself.`, 'Older ones can be ended with "operation: deactivate" and "keep: 1".');
}
const listTask = ({ environment, task }, { github, run }) => github.newestOfTask({ environment, task }, { withPayloads: needsPayloads(run) });
/** Whether a list is too old to rely on: the deployment itself is not in it, though it is not cut off. */
const isStale = ({ deployments, isAll }, own) => isAll && !deployments.some(({ nodeId }) => nodeId === own.nodeId);
/** Both lists as one, newest first, each deployment once. */
function merged(one, other) {
    const known = new Set(one.deployments.map(({ nodeId }) => nodeId));
    return [...one.deployments, ...other.deployments.filter(({ nodeId }) => !known.has(nodeId))];
}
/**
 * Adds a status. If GitHub refuses it, and accepts it without its URL, the state is recorded without the link: nobody
 * documents which URLs GitHub accepts.
 */
async function addStatus(deployment, wanted, { github, tell }) {
    try {
        return await github.addStatus(deployment, wanted);
    }
    catch (error) {
        const isRefused = error instanceof problem/* GitHubProblem */.Jy && error.answer.status === 422;
        if (!isRefused || wanted.environmentUrl === undefined)
            throw error;
        const { environmentUrl, ...others } = wanted;
        const status = await github.addStatus(deployment, others).catch((second) => {
            throw second instanceof problem/* GitHubProblem */.Jy && second.answer.status === 422 ? error : second;
        });
        const text = `GitHub rejected the environment URL "${environmentUrl}" (${explainInShort(error)}), so the state is recorded without a link. Check the input "environment-url".`;
        tell({ kind: 'note', level: 'warning', text });
        return status;
    }
}
const explainInShort = ({ answer }) => answer.message.replace(/\.$/, '');


/***/ }),

/***/ 1073:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gn: () => (/* binding */ deploymentById),
/* harmony export */   nL: () => (/* binding */ whyNotOurs)
/* harmony export */ });
/* unused harmony export demandNamed */
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(289);
/* harmony import */ var _domain_match_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4977);
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9639);
/* harmony import */ var _commit_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6485);




/** Reads a deployment by its number. @throws Problem if it is not the one that the other inputs name */
async function deploymentById(target, ports) {
    const deployment = await ports.github.deployment(target.id);
    demandNamed(deployment, target);
    const ref = target.commit === undefined ? undefined : await (0,_commit_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveCommit */ .W)(target.commit, ports);
    if (ref !== undefined && !(await isOf(deployment, ref, ports))) {
        throw misfit(deployment, `its ref is ${deployment.ref} and its commit is ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(deployment.sha)}, not ${ref}`);
    }
    return deployment;
}
/** @throws Problem if a deployment is not the one that `environment` and `task` name */
function demandNamed(deployment, named) {
    const why = (0,_domain_match_js__WEBPACK_IMPORTED_MODULE_3__/* .whyNotNamed */ .z)(deployment, named);
    if (why !== undefined)
        throw misfit(deployment, why);
}
async function isOf(deployment, ref, { github }) {
    if ((0,_domain_match_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfCommit */ .l)(deployment, { ref }))
        return true;
    const sha = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .isSha */ .HH)(ref) ? undefined : await github.commit(ref);
    return sha !== undefined && (0,_domain_match_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfCommit */ .l)(deployment, { ref, sha });
}
const misfit = ({ id }, why) => new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`Deployment ${id} does not match the inputs: ${why}.`, 'Check "deployment-id", and correct or remove the input that differs.');
/**
 * Returns why a deployment that an event brought is none of this workflow's business; `undefined` if it is. Other
 * systems' deployments raise the same events.
 */
function whyNotOurs(deployment, named) {
    const why = (0,_domain_match_js__WEBPACK_IMPORTED_MODULE_3__/* .whyNotNamed */ .z)(deployment, named);
    return why === undefined ? undefined : `Deployment ${deployment.id} is left alone: ${why}.`;
}


/***/ }),

/***/ 5255:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CJ: () => (/* binding */ batchSize),
/* harmony export */   f3: () => (/* binding */ replicaLag),
/* harmony export */   p9: () => (/* binding */ mostListed)
/* harmony export */ });
/** As many deployments as are written in one request: more of them lead to a time-out on GitHub's side. */
const batchSize = 10;
/** Where a listing of deployments ends at the latest. */
const mostListed = 5000;
/** How long a replica of GitHub's is given to learn of a write, in milliseconds. */
const replicaLag = 1500;


/***/ }),

/***/ 1574:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ getExecOutput)
/* harmony export */ });
/**
 * Stands in for `@actions/exec` in the bundle (tsconfig.json beside it): the real one is loaded when a command is run.
 * `@actions/core` imports it to tell the platform, which this action never asks for, and with it come `child_process`
 * and `assert`, whose first act is to open a stream for errors.
 */
async function getExecOutput(command, args, options) {
    const exec = await __nccwpck_require__.e(/* import() */ 32).then(__nccwpck_require__.bind(__nccwpck_require__, 3032));
    return exec.getExecOutput(command, args, options);
}


/***/ }),

/***/ 2375:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ HttpClient)
/* harmony export */ });
/**
 * Stands in for `@actions/http-client` in the bundle (tsconfig.json beside it). `@actions/core` needs it for OIDC tokens,
 * which this action never asks for, and `@actions/github` for a transport of its own; with it come TLS and tunnels, which
 * are loaded by `src/github/transport.ts` only where a request needs them.
 */
class HttpClient {
    getAgent() {
        return undefined;
    }
    getAgentDispatcher() {
        return undefined;
    }
}


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
 * Where the event is. Loaded before everything else, and taken out of the environment: `@actions/github` reads the file
 * as soon as it is imported, and a file that is not JSON would end the action before it could say a word.
 */
const eventPath = process.env['GITHUB_EVENT_PATH'] ?? '';
delete process.env['GITHUB_EVENT_PATH'];

// EXTERNAL MODULE: ../domain/run.ts
var domain_run = __nccwpck_require__(8097);
// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __nccwpck_require__(289);
// EXTERNAL MODULE: ../domain/outcome.ts
var domain_outcome = __nccwpck_require__(8948);
// EXTERNAL MODULE: ../domain/json.ts
var domain_json = __nccwpck_require__(1612);
;// CONCATENATED MODULE: ../domain/intent.ts


const longestPayload = 1000;
/** Loaded only where it is needed: it would take four milliseconds in front of every deploy. */
async function digest(text) {
    const { hash } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7598, 23));
    return hash('sha256', text);
}
/** The intent of creating a deployment, at this moment. */
async function intentOf(deployment, marked, at) {
    const { ref, task, environment, description } = deployment;
    const payload = (0,domain_json/* canonical */.$N)(deployment.payload);
    const isKept = marked && payload.length <= longestPayload;
    return { ref, task, environment, payload: isKept ? payload : await digest(payload), description, marked, at };
}
/**
 * Whether a deployment is the one that was begun: it has everything that was sent, and, unless its payload names this
 * very step, it is no older than the intent.
 *
 * @param githubAhead how far GitHub's clock is ahead of ours, in milliseconds
 */
async function fulfils(deployment, intent, githubAhead) {
    const same = deployment.task === intent.task &&
        (0,domain_deployment/* sameEnvironment */.iE)(deployment.environment, intent.environment) &&
        deployment.description === intent.description &&
        (deployment.ref === intent.ref || deployment.sha === intent.ref);
    if (!same)
        return false;
    const payload = (0,domain_json/* canonical */.$N)(deployment.payload);
    if (payload !== intent.payload && (await digest(payload)) !== intent.payload)
        return false;
    if (intent.marked)
        return true;
    // GitHub writes whole seconds, on its own clock, which we know to a second.
    return Date.parse(deployment.createdAt) >= Math.floor((intent.at + githubAhead) / 1000) * 1000 - 1000;
}

// EXTERNAL MODULE: ../operations/commit.ts
var operations_commit = __nccwpck_require__(6485);
// EXTERNAL MODULE: ../operations/status.ts + 1 modules
var operations_status = __nccwpck_require__(989);
// EXTERNAL MODULE: ../domain/problem.ts
var problem = __nccwpck_require__(9639);
// EXTERNAL MODULE: ../domain/superseding.ts
var superseding = __nccwpck_require__(8879);
// EXTERNAL MODULE: ../operations/jobs-own.ts
var jobs_own = __nccwpck_require__(1417);
;// CONCATENATED MODULE: ../operations/surroundings.ts




/** The deployment must not wait for a look that only informs. */
const options = { withinMs: 5000, untilSuccess: true };
/**
 * Looks at an environment: which commit was deployed before by the same task, and whether GitHub keeps a record of its own
 * for this job. A failure of this look is no failure of the deployment.
 */
function lookAround(where, ports) {
    const { github } = ports;
    const first = settled(github.newestOfEnvironment(where, options));
    const complete = async (own) => {
        // GitHub's answer to the creation tells how it spells the environment.
        const { environment, task } = own;
        const isRespelled = environment !== where.environment;
        const newest = isRespelled ? await github.newestOfEnvironment({ environment, task }, options) : await first;
        if (newest instanceof Error)
            throw newest;
        if (newest.of === 'task' || newest.isAll || (0,superseding/* predecessorOf */.Fr)(newest.deployments, own) !== undefined)
            return { newest };
        return { newest, ofTask: await github.newestOfTask({ environment, task }, options) };
    };
    return {
        completeFor(own) {
            const shown = settled(complete(own));
            return { tell: async () => tellOf(await shown, own, ports) };
        }
    };
}
/** A promise that never rejects, so that it can be awaited later. */
const settled = (promise) => promise.catch((error) => error);
function tellOf(shown, own, ports) {
    const { tell, run } = ports;
    if (shown instanceof Error) {
        if (shown instanceof problem/* Cancelled */.cJ)
            throw shown;
        const text = `Could not check what was deployed to ${own.environment} before. ${(0,problem/* explain */.WE)(shown)}`;
        tell({ kind: 'note', level: 'info', text });
        return;
    }
    const { newest, ofTask } = shown;
    const list = ofTask ?? newest;
    const others = list.deployments.filter(({ nodeId }) => nodeId !== own.nodeId);
    const sha = (0,superseding/* predecessorOf */.Fr)(list.deployments, own)?.sha;
    tell({ kind: 'previous', sha, ...(list.isAll ? {} : { among: others.length }) });
    if (ofTask !== undefined) {
        const nodeIds = others.filter(({ state }) => (0,domain_deployment/* isLive */.DG)(state)).map(({ nodeId }) => nodeId);
        tell({ kind: 'older', nodeIds, isAll: ofTask.isAll });
    }
    if (newest.deployments.some(other => (0,domain_deployment/* isJobsOwn */.fW)(other, run))) {
        (0,jobs_own/* adviseOneRecord */.M)(ports, own.environment, own.task !== 'deploy' || (0,superseding/* hasOtherTasks */.Z$)(newest, own));
    }
}

// EXTERNAL MODULE: ../operations/target.ts
var target = __nccwpck_require__(1073);
;// CONCATENATED MODULE: ../operations/deploy.ts







/** Main's half: creates the deployment, or takes an existing one over, and sets it `in_progress`. */
async function begin(command, ports) {
    if (command.begin.kind === 'new') {
        const previous = lookAround(command.begin.plan, ports);
        const deployment = await createPlanned(command.begin.plan, ports, command);
        await start(command, deployment, previous, ports);
        return;
    }
    const { existing, ...wanted } = command.begin;
    const deployment = typeof existing === 'number' ? await (0,target/* deploymentById */.Gn)({ by: 'id', id: existing, ...wanted }, ports) : existing;
    const notOurs = (0,target/* whyNotOurs */.nL)(deployment, wanted);
    if (notOurs !== undefined) {
        ports.tell({ kind: 'note', level: 'info', text: notOurs });
        return;
    }
    const previous = lookAround(deployment, ports);
    ports.tell({ kind: 'deployment', how: 'taken over', deployment, logUrl: command.logUrl });
    await start(command, deployment, previous, ports);
}
/** Creates a deployment as planned; the intent is told before the request leaves. */
async function createPlanned(plan, ports, { description, logUrl }) {
    const { commit, marked, ...fields } = plan;
    const ref = await (0,operations_commit/* resolveCommit */.W)(commit, ports);
    const wanted = {
        ...fields,
        ref,
        description: description ?? (0,domain_deployment/* shortened */.vI)(`Deploy ${(0,domain_deployment/* shortRef */.m3)(ref)} to ${plan.environment}`)
    };
    const intent = await intentOf(wanted, marked, ports.clock.now());
    ports.tell({ kind: 'intent', intent });
    const hear = (course) => ports.tell({ kind: 'creation', course });
    const deployment = await ports.github.createDeployment(wanted, intent, hear);
    ports.tell({ kind: 'deployment', how: 'created', deployment, logUrl });
    return deployment;
}
async function start(command, deployment, around, ports) {
    const { description, environmentUrl, logUrl } = command;
    const previous = around.completeFor(deployment);
    await (0,operations_status/* writeStatus */.Kn)(deployment, {
        state: 'in_progress',
        description: description ?? (0,domain_outcome/* describeOutcome */.SS)('in_progress', (0,domain_deployment/* shortRef */.m3)(deployment.sha)),
        ...(environmentUrl === undefined ? {} : { environmentUrl }),
        logUrl,
        autoInactive: 'false'
    }, {}, ports);
    await previous.tell();
}

;// CONCATENATED MODULE: ../operations/create.ts




/** Creates a deployment for work that is finished elsewhere and, where a state is given, its first status. */
async function create(command, ports) {
    const { plan, state, description, environmentUrl, logUrl, autoInactive } = command;
    const deployment = await createPlanned(plan, ports, command);
    if (state !== undefined) {
        await (0,operations_status/* lookAndWriteStatus */.Ce)(deployment, {
            state,
            description: description ?? (0,domain_deployment/* shortened */.vI)((0,domain_outcome/* describeOutcome */.SS)(state, (0,domain_deployment/* shortRef */.m3)(deployment.sha))),
            ...(environmentUrl === undefined ? {} : { environmentUrl }),
            logUrl,
            autoInactive
        }, ports);
    }
    // https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow
    if (command.startsNoWorkflow && !(0,domain_deployment/* isFinal */.dR)(state) && state !== 'in_progress') {
        ports.tell({
            kind: 'note',
            level: 'info',
            text: 'GITHUB_TOKEN created this deployment, so it does not trigger workflows "on: deployment". To trigger them, set "token" to a GitHub App or personal access token.'
        });
    }
}

;// CONCATENATED MODULE: ../domain/commit.ts


/** Whether the event is one of a pull request, a review of it, or a comment on its code. */
const isPullRequestEvent = (event) => event.name.startsWith('pull_request');
/** Whether the event is about a pull request that has been merged. */
function isMerged(event) {
    const pull = (0,domain_json.at)(event.payload, 'pull_request');
    return (0,domain_json.at)(pull, 'merged') === true || ((0,domain_json/* textAt */.$6)(pull, 'state') === 'closed' && (0,domain_json/* textAt */.$6)(pull, 'merged_at') !== undefined);
}
const isCommentOnPullRequest = (event) => event.name === 'issue_comment' && (0,domain_json.at)(event.payload, 'issue', 'pull_request') !== undefined;
/**
 * The commit that the event is about: what is really deployed, which is not always `GITHUB_SHA`. On a pull request that
 * is GitHub's merge commit, and a deployment of it does not show on the pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
function commitOf(event, ref) {
    if (ref === 'HEAD')
        return { kind: 'head', mergeCommits: mergeCommitsOf(event) };
    if (ref !== undefined)
        return { kind: 'ref', ref, ...(isTestMerge(event, ref) ? { isTestMerge: true } : {}) };
    if (isCommentOnPullRequest(event)) {
        const number = (0,domain_json/* numberAt */.tk)(event.payload, 'issue', 'number');
        if (number !== undefined)
            return { kind: 'pull-request', number };
    }
    if (isDeletion(event)) {
        throw new problem/* Problem */.AF(`The event ${event.name} tells of a branch or tag that was deleted, so it names no commit.`, 'Leave this step out there with an "if:", or give the commit with the input "ref".');
    }
    const [path, sha] = commitIn(event);
    const merged = sha === undefined ? mergedAs(event) : undefined;
    if (merged !== undefined)
        return merged;
    if (sha === undefined) {
        throw new problem/* Problem */.AF(`The event ${event.name} names no commit (${path} is empty).`, 'Give the commit with the input "ref".');
    }
    return { kind: 'ref', ref: sha };
}
/**
 * The commit that a pull request was merged as, without `merge_commit_sha`, which newer versions of GitHub's API leave
 * out. On `pull_request`, `GITHUB_SHA` is it: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
function mergedAs(event) {
    if (!isPullRequestEvent(event) || !isMerged(event))
        return undefined;
    if (event.name === 'pull_request' && event.sha !== '')
        return { kind: 'ref', ref: event.sha };
    const number = (0,domain_json/* numberAt */.tk)(event.payload, 'pull_request', 'number');
    return number === undefined ? undefined : { kind: 'merge-commit', number };
}
/** What GitHub has merged to try a pull request; on `pull_request_target`, `GITHUB_SHA` is the base branch's. */
function mergeCommitsOf(event) {
    if (!isPullRequestEvent(event) || isMerged(event))
        return [];
    const tried = (0,domain_json/* textAt */.$6)(event.payload, 'pull_request', 'merge_commit_sha') ?? '';
    return [tried, event.name === 'pull_request_target' ? '' : event.sha].filter(sha => sha !== '');
}
/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
const isTestMerge = (event, ref) => /^(refs\/)?pull\/\d+\/merge$/.test(ref) || mergeCommitsOf(event).includes(ref.toLowerCase());
const isDeletion = (event) => event.name === 'delete' || (event.name === 'push' && (0,domain_json.at)(event.payload, 'deleted') === true);
/** Where in the event the commit stands, and what stands there. */
function commitIn(event) {
    const read = (...path) => [
        `github.event.${path.join('.')}`,
        (0,domain_json/* textAt */.$6)(event.payload, ...path)
    ];
    if (isPullRequestEvent(event)) {
        return isMerged(event) ? read('pull_request', 'merge_commit_sha') : read('pull_request', 'head', 'sha');
    }
    switch (event.name) {
        case 'workflow_run':
        case 'merge_group':
        case 'check_suite':
        case 'check_run':
            return read(event.name, 'head_sha');
        case 'status':
            return read('sha');
        case 'deployment':
        case 'deployment_status':
            return read('deployment', 'sha');
    }
    return ['GITHUB_SHA', event.sha === '' ? undefined : event.sha];
}
/**
 * Whether a deployment made on this event is transient when the author does not say: a preview of a pull request is,
 * unless it was merged or goes to production.
 * https://docs.github.com/rest/deployments/deployments#create-a-deployment (transient_environment)
 */
function isTransientByEvent(event, target) {
    if (target.production || target.environment.toLowerCase() === 'production')
        return false;
    if (isPullRequestEvent(event))
        return !isMerged(event);
    if (isCommentOnPullRequest(event))
        return (0,domain_json/* textAt */.$6)(event.payload, 'issue', 'pull_request', 'merged_at') === undefined;
    return (event.name === 'workflow_run' && ((0,domain_json/* textAt */.$6)(event.payload, 'workflow_run', 'event') ?? '').startsWith('pull_request'));
}

// EXTERNAL MODULE: ../domain/match.ts
var match = __nccwpck_require__(4977);
// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __nccwpck_require__(8286);
;// CONCATENATED MODULE: ../domain/token.ts



/** The events on which the token of a workflow that Dependabot started only reads unless the job asks for more. */
const dependabotEvents = new Set([
    'pull_request',
    'pull_request_review',
    'pull_request_review_comment',
    'push',
    'create',
    'deployment',
    'deployment_status'
]);
/**
 * Whose token it is, and what GitHub has made of it on this event.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
 * https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 *
 * @param repository where the token is to be used
 */
function tokenKind(token, workflowToken, repository, run, event) {
    if (token !== workflowToken)
        return 'given';
    if (!(0,domain_run/* sameRepository */.RB)(repository, run.repository))
        return 'elsewhere';
    if (run.actor === 'dependabot[bot]' && dependabotEvents.has(event.name))
        return 'Dependabot';
    return isFromFork(event) ? 'fork' : 'workflow';
}
function isFromFork(event) {
    if (!isPullRequestEvent(event) || event.name === 'pull_request_target')
        return false;
    const base = (0,domain_json/* textAt */.$6)(event.payload, 'pull_request', 'base', 'repo', 'full_name');
    // A fork that has been deleted since has no repository any more.
    return base !== undefined && (0,domain_json/* textAt */.$6)(event.payload, 'pull_request', 'head', 'repo', 'full_name') !== base;
}

;// CONCATENATED MODULE: ../action/contract.ts
/** The names of the public interface, as action.yml has them (`__tests__/contract`). */
const operations = ['deploy', 'create', 'update', 'deactivate', 'delete', 'find', 'wait'];
const contract_all = operations;
const records = ['deploy', 'create'];
const writers = ['deploy', 'create', 'update'];
const teardown = ['deactivate', 'delete'];
const inputs = {
    operation: { usedBy: contract_all, default: 'deploy' },
    environment: { usedBy: contract_all },
    'deployment-id': { usedBy: ['deploy', 'update', ...teardown, 'wait'] },
    ref: { usedBy: [...writers, 'find', 'wait'] },
    task: { usedBy: contract_all, default: 'deploy' },
    payload: { usedBy: records },
    description: { usedBy: [...writers, ...teardown] },
    state: { usedBy: ['create', 'update', 'find', ...teardown] },
    result: { usedBy: ['deploy'] },
    'environment-url': { usedBy: writers },
    'log-url': { usedBy: [...writers, ...teardown] },
    'auto-inactive': { usedBy: writers, default: 'true' },
    'transient-environment': { usedBy: records },
    'production-environment': { usedBy: records },
    'auto-merge': { usedBy: records, default: 'false' },
    'required-contexts': { usedBy: records, default: 'none' },
    'older-than': { usedBy: teardown },
    keep: { usedBy: teardown },
    'keep-open-pull-requests': { usedBy: teardown, default: 'false' },
    'delete-environment': { usedBy: ['delete'], default: 'false' },
    'environment-token': { usedBy: ['delete'] },
    'dry-run': { usedBy: teardown, default: 'false' },
    timeout: { usedBy: ['wait'], default: '30m' },
    interval: { usedBy: ['wait'], default: '10s' },
    repository: { usedBy: contract_all },
    'api-url': { usedBy: contract_all },
    token: { usedBy: contract_all },
    summary: { usedBy: contract_all, default: 'true' },
    'job-status': { usedBy: contract_all },
    'check-run-id': { usedBy: contract_all },
    'workflow-token': { usedBy: contract_all }
};
const outputs = (/* unused pure expression or super */ null && ([
    'deployment-id',
    'deployment-url',
    'status-id',
    'state',
    'environment',
    'environment-url',
    'log-url',
    'ref',
    'sha',
    'task',
    'payload',
    'previous-sha',
    'previous-deployment-id',
    'deactivated',
    'deleted',
    'deployments',
    'environments'
]));

;// CONCATENATED MODULE: ../action/peers.ts
/**
 * Inputs of the actions in docs/migrating.md that this one does not declare, and what to use here. The runner hands them
 * over all the same, with no more than a warning, and an input that is ignored fails nothing.
 */
const foreignInputs = {
    // bobheadxi/deployments
    step: '"operation", or nothing to record a deployment from start to end',
    env: '"environment"',
    env_url: '"environment-url"',
    desc: '"description"',
    logs: '"log-url"',
    status: '"result", or nothing to record the status of the job',
    deployment_id: '"deployment-id"',
    override: '"auto-inactive"',
    auto_inactive: '"auto-inactive"',
    transient: '"transient-environment"',
    debug: 'debug logging, when you re-run the job',
    // chrnorm/deployment-action and chrnorm/deployment-status
    owner: '"repository: owner/name"',
    repo: '"repository: owner/name"',
    'initial-status': '"state" with "operation: create"',
    initial_status: '"state" with "operation: create"',
    sha: '"ref"',
    'target-url': '"environment-url"',
    target_url: '"environment-url"',
    'github-base-url': '"api-url"',
    // strumwolf/delete-deployment-environment
    onlyRemoveDeployments: '"operation: delete"',
    onlyDeactivateDeployments: '"operation: deactivate"'
};

;// CONCATENATED MODULE: ../action/inputs.ts











/**
 * Reads the inputs into a command. Nothing has been sent to GitHub by then, and every problem is in the one error.
 *
 * @throws Problem that lists all that is wrong
 */
function readRequest(raw, run, event) {
    const form = new Form(raw, migrationPage(run));
    form.refuseUndeclared();
    const operation = form.text('operation') === undefined ? 'deploy' : form.choice('operation', operations);
    if (operation !== undefined)
        form.refuseUnused(operation);
    const summary = form.flag('summary') ?? true;
    const connection = readConnection(form, run, event);
    // What the other inputs may be depends on the operation.
    const command = operation && form.attempt(() => new CommandReader(form, operation, run, event, connection).read());
    if (form.problems.length > 0 || command === undefined)
        throw form.problem();
    return { command, connection, summary, warnings: form.warnings };
}
/** The inputs as text, and what is wrong with them. */
class Form {
    problems = [];
    warnings = [];
    #raw;
    #migrationPage;
    #isMigrated = true;
    constructor(raw, page) {
        this.#raw = raw;
        this.#migrationPage = page;
    }
    problem() {
        const [only, ...others] = this.problems;
        const page = this.#isMigrated ? '' : ` For the inputs of other actions, see ${this.#migrationPage}.`;
        const remedy = `Correct the "with:" of this step; nothing was sent to GitHub.${page}`;
        return others.length === 0
            ? new problem/* Problem */.AF(only ?? '', remedy)
            : new problem/* Problem */.AF(`${this.problems.length} things are wrong with the inputs:\n${this.problems.map(line => `- ${line}`).join('\n')}\n`, remedy);
    }
    /** What a piece of parsing throws becomes one of the problems. */
    attempt(parse) {
        try {
            return parse();
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            this.problems.push(`${error.message} ${error.remedy}`);
            return undefined;
        }
    }
    text(name) {
        const value = this.#raw(name);
        return value === '' ? undefined : value;
    }
    /** A text of one line. */
    line(name) {
        const value = this.text(name);
        if (value === undefined || !hasControls(value))
            return value;
        this.problems.push(`"${name}" must be one line without control characters.`);
        return undefined;
    }
    lines(name, separator) {
        return (this.text(name) ?? '')
            .split(separator)
            .map(line => line.trim())
            .filter(line => line !== '');
    }
    /** https://yaml.org/spec/1.2.2/#1032-tag-resolution */
    flag(name) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        if (/^(true|True|TRUE)$/.test(value))
            return true;
        if (/^(false|False|FALSE)$/.test(value))
            return false;
        this.problems.push(`"${name}" must be true or false, not "${value}".`);
        return undefined;
    }
    choice(name, among) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const found = among.find(word => word === value.toLowerCase());
        if (found === undefined)
            this.problems.push(`"${name}" must be one of ${among.join(', ')}, not "${value}".`);
        return found;
    }
    choices(name, among) {
        return this.words(name).flatMap(value => {
            const found = among.find(word => word === value.toLowerCase());
            if (found === undefined)
                this.problems.push(`"${name}" must be one or more of ${among.join(', ')}, not "${value}".`);
            return found ?? [];
        });
    }
    /** The words of a list; of nothing but separators, that text itself, which is no word. */
    words(name) {
        const value = this.text(name);
        const words = this.lines(name, /[\n,]/);
        return value === undefined || words.length > 0 ? words : [value];
    }
    /** One outcome, or those of several jobs or steps. */
    outcomes(name) {
        const words = (0,domain_outcome/* outcomeWords */.wX)(this.text(name) ?? '');
        const known = (0,domain_outcome/* knownWords */.L3)(words);
        for (const word of new Set(words.filter(each => !known.includes(each)))) {
            const many = words.length > 1 ? 'one or more' : 'one';
            this.problems.push(`"${name}" must be ${many} of ${known.join(', ')}, not "${word}".`);
        }
        return words;
    }
    whole(name, least) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const number = Number(value);
        if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least)
            return number;
        this.problems.push(`"${name}" must be a whole number of at least ${least}, not "${value}".`);
        return undefined;
    }
    /** A span of time such as `90s`, in milliseconds. */
    span(name) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(value) ?? [];
        const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''] ?? 0;
        if (Number(count) * seconds > 0)
            return Number(count) * seconds * 1000;
        this.problems.push(`"${name}" must be a number with s, m, h or d, such as 90s, 30m, 12h or 14d, not "${value}".`);
        return undefined;
    }
    url(name) {
        const value = this.line(name);
        if (value === undefined || isWebAddress(value))
            return value;
        this.problems.push(urlProblem(name, value));
        return undefined;
    }
    /** Whether an input has another value than its default. */
    isGiven(name) {
        const { default: usual } = inputs[name];
        const value = this.text(name);
        return value !== undefined && value.toLowerCase() !== usual;
    }
    /** An input of another action that was left in place does nothing, so it is an error. */
    refuseUndeclared() {
        for (const [name, ours] of Object.entries(foreignInputs)) {
            if (this.#raw(name) === '')
                continue;
            this.problems.push(`"${name}" is not an input of this action: use ${ours}.`);
            this.#isMigrated = false;
        }
    }
    /** An input that the operation does not use may only have its default. */
    refuseUnused(operation) {
        for (const [name, { usedBy }] of Object.entries(inputs)) {
            if (!this.isGiven(name) || usedBy.includes(operation))
                continue;
            this.problems.push(`"${name}" belongs to ${inWords(usedBy)}, not to ${operation}.`);
        }
    }
}
function readConnection(form, run, event) {
    const name = form.line('repository') ?? (0,domain_run/* fullName */.fq)(run.repository);
    // A part that is only dots would be a way up in the path of a request.
    const [, owner, repo] = /^(?!\.+\/)([\w.-]+)\/(?!\.+$)([\w.-]+)$/.exec(name) ?? [];
    if (owner === undefined || repo === undefined) {
        form.problems.push(name === '/'
            ? '"repository" is missing, and the runner does not say where the workflow runs.'
            : `"repository" must be owner/name, not "${name}".`);
    }
    const apiUrl = (URL.parse(form.url('api-url') ?? '')?.href ?? run.apiUrl).replace(/\/+$/, '');
    const repository = { owner: owner ?? '', name: repo ?? '' };
    const isOwnHost = (0,domain_run/* sameOrigin */.Nm)(apiUrl, run.apiUrl);
    const workflowToken = form.text('workflow-token') ?? '';
    const given = form.text('token') ?? '';
    const token = given === '' && isOwnHost ? workflowToken : given;
    if (token === '') {
        form.problems.push(isOwnHost
            ? '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=\u2026".'
            : '"token" is missing: the host of "api-url" needs a token of its own.');
    }
    if (token !== '' && !isOwnHost && token === workflowToken) {
        form.problems.push('"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".');
    }
    const environmentToken = form.text('environment-token') ?? token;
    if (!isOwnHost && environmentToken === workflowToken && environmentToken !== token) {
        form.problems.push('"environment-token" is the workflow\'s own token, which is not for the host of "api-url".');
    }
    for (const input of ['token', 'environment-token']) {
        const isStrange = /[^\x21-\x7e]/.test(form.text(input) ?? '');
        if (isStrange)
            form.problems.push(`"${input}" has characters that no token has.`);
    }
    const isOwn = (0,domain_run/* isRunsOwn */.lY)({ apiUrl, repository }, run);
    const spare = isOwn && workflowToken !== '' && workflowToken !== token ? [workflowToken] : [];
    return {
        apiUrl,
        repository,
        tokens: [token, ...spare],
        environmentToken,
        tokenKind: tokenKind(token, workflowToken, repository, run, event)
    };
}
/** Reads what belongs to one operation, after what belongs to all. */
class CommandReader {
    #form;
    #operation;
    #run;
    #event;
    /** Whether the event is about the repository that the operation is about. */
    #isOwn;
    #usesWorkflowToken;
    constructor(form, operation, run, event, connection) {
        this.#form = form;
        this.#operation = operation;
        this.#run = run;
        this.#event = event;
        this.#isOwn = (0,domain_run/* isRunsOwn */.lY)(connection, run);
        this.#usesWorkflowToken = connection.tokens[0] === form.text('workflow-token');
    }
    read() {
        switch (this.#operation) {
            case 'deploy':
                return this.#deploy();
            case 'create':
                return this.#create();
            case 'update':
                return this.#update();
            case 'deactivate':
            case 'delete':
                return this.#teardown(this.#operation);
            case 'find':
                return this.#find();
            case 'wait':
                return this.#wait();
        }
    }
    #deploy() {
        const form = this.#form;
        // In main, both URLs may be half an expression; post judges them.
        const environmentUrl = this.#wholeUrl('environment-url');
        const givenLogUrl = this.#wholeUrl('log-url');
        const texts = {
            ...this.#texts(givenLogUrl ?? (0,domain_run/* logUrl */.gO)(this.#run)),
            ...(environmentUrl === undefined ? {} : { environmentUrl }),
            ...(givenLogUrl === undefined ? {} : { isLogUrlGiven: true })
        };
        const id = form.whole('deployment-id', 1);
        const isReceived = this.#isOwn && this.#event.name === 'deployment';
        if (form.text('deployment-id') === undefined && !isReceived) {
            const plan = this.#plan();
            return plan === undefined ? undefined : { operation: 'deploy', ...texts, begin: { kind: 'new', plan } };
        }
        for (const name of [
            'ref',
            'payload',
            'transient-environment',
            'production-environment',
            'auto-merge',
            'required-contexts'
        ]) {
            if (form.text(name) !== undefined) {
                form.problems.push(`"${name}" cannot be given for a deployment that exists already and is taken over.`);
            }
        }
        const environment = this.#environment();
        const task = form.line('task');
        const received = isReceived ? this.#received() : undefined;
        const existing = id === received?.id ? received : (id ?? received);
        if (existing === undefined)
            return undefined;
        return {
            operation: 'deploy',
            ...texts,
            begin: {
                kind: 'take over',
                existing,
                ...(environment === undefined ? {} : { environment }),
                ...(task === undefined ? {} : { task })
            }
        };
    }
    #create() {
        const form = this.#form;
        const state = form.choice('state', domain_deployment/* states */.xP);
        const environmentUrl = form.url('environment-url');
        if (environmentUrl !== undefined && form.text('state') === undefined) {
            form.problems.push('"environment-url" belongs to a status: give "state" with it.');
        }
        const plan = this.#plan();
        const texts = this.#texts();
        if (plan === undefined)
            return undefined;
        return {
            operation: 'create',
            plan,
            ...texts,
            startsNoWorkflow: this.#usesWorkflowToken,
            ...(environmentUrl === undefined ? {} : { environmentUrl }),
            ...(state === undefined ? {} : { state })
        };
    }
    #update() {
        const form = this.#form;
        const words = form.outcomes('state');
        if (words.length === 0)
            form.problems.push('"state" is missing: update needs it.');
        const environmentUrl = form.url('environment-url');
        const target = this.#target();
        const texts = this.#texts();
        if (target === undefined)
            return undefined;
        return {
            operation: 'update',
            target,
            words,
            isCancelled: form.text('job-status') === 'cancelled',
            ...texts,
            ...(environmentUrl === undefined ? {} : { environmentUrl })
        };
    }
    #teardown(operation) {
        const form = this.#form;
        const id = form.whole('deployment-id', 1);
        const lines = this.#environments();
        const task = form.line('task');
        const filters = ['state', 'older-than', 'keep', 'keep-open-pull-requests', 'delete-environment'];
        if (form.text('deployment-id') !== undefined) {
            const given = [
                ...(task === undefined ? [] : ['task']),
                ...['environment', ...filters].filter(name => form.isGiven(name))
            ];
            for (const name of given)
                form.problems.push(`"${name}" cannot be given together with "deployment-id".`);
        }
        else if (lines.length === 0) {
            form.problems.push(`"environment" or "deployment-id" is missing: ${operation} needs one of them.`);
        }
        if (!lines.some(pattern/* isExclusion */.VB)) {
            for (const line of lines.filter(pattern/* isBoundless */.OZ)) {
                form.problems.push(`"environment" must not be "${line}" without an exclusion: it matches every environment. Add a line for each one that must stay, such as "!staging".`);
            }
        }
        if (lines.length > 0 && lines.every(pattern/* isExclusion */.VB))
            this.#refuseExclusionsOnly(lines);
        const olderThan = form.span('older-than');
        const keep = form.whole('keep', 0);
        const states_ = form.choices('state', domain_deployment/* states */.xP);
        const { description, logUrl: log } = this.#texts();
        const dryRun = form.flag('dry-run') ?? false;
        const keepOpenPullRequests = form.flag('keep-open-pull-requests') ?? false;
        const deleteEnvironment = operation === 'delete' && (form.flag('delete-environment') ?? false);
        return {
            operation,
            target: id === undefined ? { by: 'environments', lines } : { by: 'id', id },
            filters: {
                ...(task === undefined ? {} : { task }),
                states: states_,
                keepOpenPullRequests,
                ...(olderThan === undefined ? {} : { olderThan }),
                ...(keep === undefined ? {} : { keep })
            },
            logUrl: log,
            dryRun,
            deleteEnvironment,
            ...(description === undefined ? {} : { description })
        };
    }
    #find() {
        const form = this.#form;
        const lines = this.#environments();
        if (lines.length === 0)
            form.problems.push(`"environment" is missing: ${this.#operation} needs it.`);
        // A line on its own has nothing to exclude from: it is a name.
        if (lines.length > 1 && lines.every(pattern/* isExclusion */.VB))
            this.#refuseExclusionsOnly(lines);
        const state = form.choice('state', domain_deployment/* states */.xP) ?? 'success';
        const ref = form.line('ref');
        const task = form.line('task');
        return {
            operation: 'find',
            lines,
            state,
            ...(ref === undefined ? {} : { commit: commitOf(this.#event, ref) }),
            ...(task === undefined ? {} : { task })
        };
    }
    /** Names and patterns, a line each. */
    #environments() {
        const lines = this.#form.lines('environment', /\n/);
        for (const line of lines)
            this.#checkName(line);
        if (lines.includes('!')) {
            this.#form.problems.push('"environment" has a line "!" that excludes nothing: a name or pattern must follow.');
        }
        return lines;
    }
    #refuseExclusionsOnly(lines) {
        this.#form.problems.push(`"environment" only excludes: give at least one name or pattern to begin with. If the name of an environment starts with "!", write "\\${lines[0] ?? ''}".`);
    }
    #wait() {
        const timeout = this.#form.span('timeout') ?? 30 * 60_000;
        const interval = this.#form.span('interval') ?? 10_000;
        const target = this.#target();
        return target === undefined ? undefined : { operation: 'wait', target, timeout, interval };
    }
    /** A URL that is complete in main already. */
    #wholeUrl(name) {
        const given = this.#form.text(name);
        return given !== undefined && isWebAddress(given) ? given : undefined;
    }
    /** What every status carries. */
    #texts(log = this.#form.url('log-url') ?? (0,domain_run/* logUrl */.gO)(this.#run)) {
        const form = this.#form;
        const given = form.text('description');
        const description = given === undefined ? undefined : (0,domain_deployment/* shortened */.vI)(given);
        if (description !== given)
            form.warnings.push(tooLong);
        const autoInactive = form.choice('auto-inactive', ['true', 'false', 'always']) ?? 'true';
        return {
            logUrl: log,
            autoInactive,
            ...(description === undefined ? {} : { description })
        };
    }
    /** A deployment to be created. */
    #plan() {
        const form = this.#form;
        const environment = this.#requiredEnvironment();
        const production = form.flag('production-environment');
        const transient = form.flag('transient-environment');
        const payload = this.#payload();
        const commit = this.#commit();
        const task = form.line('task') ?? 'deploy';
        const autoMerge = form.flag('auto-merge') ?? false;
        const requiredContexts = this.#requiredContexts();
        if (environment === undefined || commit === undefined)
            return undefined;
        const target = { environment, production: production === true };
        return {
            commit,
            task,
            environment,
            payload: payload ?? (0,domain_run/* runPayload */.MN)(this.#run, this.#operation === 'create' ? 'create' : 'deploy'),
            marked: payload === undefined && this.#run.checkRunId !== undefined,
            transient: transient ?? (this.#isOwn && isTransientByEvent(this.#event, target)),
            ...(production === undefined ? {} : { production }),
            autoMerge,
            ...(requiredContexts === undefined ? {} : { requiredContexts })
        };
    }
    /** https://docs.github.com/rest/deployments/deployments#create-a-deployment (payload) */
    #payload() {
        const text = this.#form.text('payload');
        if (text === undefined || !/^[{[]/.test(text))
            return text;
        try {
            const json = JSON.parse(text);
            if ((0,domain_json/* isObject */.Gv)(json) && !(0,domain_json/* isBottomless */.TQ)(json))
                return json;
        }
        catch {
            // Reported below, together with the lists.
        }
        this.#form.problems.push('"payload" begins like JSON, but is not a JSON object.');
        return undefined;
    }
    /** `undefined` means all contexts, an empty list means none. */
    #requiredContexts() {
        const names = this.#form.words('required-contexts');
        if (names.length === 1 && names[0]?.toLowerCase() === 'all')
            return undefined;
        if (names.length === 1 && names[0]?.toLowerCase() === 'none')
            return [];
        if (names.some(name => /^(all|none|[\s,]+)$/i.test(name))) {
            this.#form.problems.push('"required-contexts" must be none, all, or names; not a mixture.');
        }
        return [...new Set(names)];
    }
    #commit() {
        const ref = this.#form.line('ref');
        if (this.#form.text('ref') !== undefined && ref === undefined)
            return undefined;
        if (ref === undefined && !this.#isOwn) {
            this.#form.problems.push('"ref" is missing: the event says nothing about another repository.');
            return undefined;
        }
        return this.#form.attempt(() => commitOf(this.#event, ref));
    }
    #target() {
        const form = this.#form;
        const id = form.whole('deployment-id', 1);
        const environment = this.#environment();
        const task = form.line('task');
        const named = { ...(environment === undefined ? {} : { environment }), ...(task === undefined ? {} : { task }) };
        const isRefGiven = form.text('ref') !== undefined;
        if (form.text('deployment-id') !== undefined) {
            const commit = isRefGiven ? this.#commit() : undefined;
            return id === undefined ? undefined : { by: 'id', id, ...named, ...(commit === undefined ? {} : { commit }) };
        }
        if (this.#isOwn && !isRefGiven && ['deployment', 'deployment_status'].includes(this.#event.name)) {
            const deployment = this.#received();
            if (deployment === undefined)
                return undefined;
            if (this.#operation === 'update' || (0,match/* whyNotNamed */.z)(deployment, named) === undefined) {
                return { by: 'event', deployment, ...named };
            }
            // To wait for what the event is not about is to wait for another deployment of its commit.
            const commit = { kind: 'ref', ref: deployment.sha };
            return { by: 'commit', environment: deployment.environment, ...named, commit, orAnyCommit: false };
        }
        const commit = this.#commit();
        if (form.text('environment') === undefined) {
            form.problems.push(`"deployment-id" or "environment" is missing: ${this.#operation} needs a deployment.`);
        }
        return environment === undefined || commit === undefined
            ? undefined
            : { by: 'commit', ...named, environment, commit, orAnyCommit: !isRefGiven };
    }
    /** The deployment of a `deployment` or `deployment_status` event. */
    #received() {
        const deployment = (0,domain_deployment/* deploymentFrom */.ir)((0,domain_json.at)(this.#event.payload, 'deployment'));
        if (deployment === undefined) {
            this.#form.problems.push(`The event ${this.#event.name} holds no deployment that can be read: give "deployment-id".`);
        }
        return deployment;
    }
    #requiredEnvironment() {
        if (this.#form.text('environment') === undefined) {
            this.#form.problems.push(`"environment" is missing: ${this.#operation} needs it.`);
        }
        return this.#environment();
    }
    #environment() {
        const name = this.#form.text('environment');
        if (name === undefined)
            return undefined;
        if (/[\r\n]/.test(name)) {
            this.#form.problems.push('"environment" must be one name: for several, run the job as a matrix.');
            return undefined;
        }
        return this.#checkName(name) ? name : undefined;
    }
    /** https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
    #checkName(name) {
        if (hasControls(name)) {
            this.#form.problems.push('"environment" must not contain control characters.');
            return false;
        }
        if (Array.from(name).length <= 255)
            return true;
        this.#form.problems.push(`"environment" must have at most 255 characters, not ${Array.from(name).length}.`);
        return false;
    }
}
/** What becomes of a description that GitHub would reject. */
const tooLong = '"description" is longer than the 140 characters that GitHub accepts, so it was cut.';
/** Whether a text is an absolute http(s) URL. */
function isWebAddress(text) {
    const url = URL.parse(text);
    // `https://.example.com` is what an empty output leaves.
    const isWhole = url !== null && !/^\.|\.\./.test(url.hostname);
    return isWhole && /^https?:\/\/\S+$/i.test(text) && !hasControls(text) && /^https?:$/.test(url.protocol);
}
/** Returns what is wrong with a URL. `terraform output` without `-raw` prints quotes around it. */
function urlProblem(name, value) {
    return /^(["'`]).*\1$/.test(value)
        ? `"${name}" must be a URL without quotes around it, not ${value}. With Terraform, use "terraform output -raw".`
        : `"${name}" must be an absolute http or https URL, not "${value}".`;
}
/** The page of this action about the inputs of others. */
const migrationPage = ({ actionUrl }) => actionUrl === undefined ? 'docs/migrating.md' : `${actionUrl}/docs/migrating.md`;
/** Without the Unicode class for them: a regular expression takes a millisecond to build that, in front of every deploy. */
const hasControls = (text) => !/^[ -~\u00a0-\uffff]*$/.test(text);
/** `a`, `a and b`, `a, b and c`. */
const inWords = (words) => words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

;// CONCATENATED MODULE: ../action/receipt.ts



/** The runner hands state over in an environment variable, and with one above 128 KiB post would not even start. */
const longestText = 4096;
/** The payload stays behind: it is not needed any more. So does what a server writes without end. */
function writeReceipt(receipt) {
    const { deployment, ...rest } = receipt;
    return JSON.stringify(deployment === undefined ? rest : { ...rest, deployment: { ...deployment, payload: {} } }, (_key, value) => (typeof value === 'string' ? value.slice(0, longestText) : value));
}
/** @throws Problem where the text is none of ours */
function readReceipt(text) {
    try {
        return parse(JSON.parse(text));
    }
    catch {
        throw new problem/* Problem */.AF('What the main part of this step noted down cannot be read, so what it began cannot be ended.', 'Look at the environment, and set the final state with "operation: update".');
    }
}
function parse(json) {
    const apiUrl = (0,domain_json/* textAt */.$6)(json, 'apiUrl');
    const description = (0,domain_json/* textAt */.$6)(json, 'description');
    const environmentUrl = (0,domain_json/* textAt */.$6)(json, 'environmentUrl');
    const previousSha = (0,domain_json/* textAt */.$6)(json, 'previousSha');
    const intent = (0,domain_json.at)(json, 'intent');
    const deployment = (0,domain_json.at)(json, 'deployment');
    const older = (0,domain_json.at)(json, 'older');
    return {
        operation: needed(['deploy', 'create'].find(word => word === (0,domain_json.at)(json, 'operation'))),
        apiUrl: needed(apiUrl !== undefined && isWebAddress(apiUrl) ? apiUrl : undefined),
        repository: {
            owner: needed((0,domain_json/* textAt */.$6)(json, 'repository', 'owner')),
            name: needed((0,domain_json/* textAt */.$6)(json, 'repository', 'name'))
        },
        startedAt: needed((0,domain_json/* numberAt */.tk)(json, 'startedAt')),
        logUrl: needed((0,domain_json/* textAt */.$6)(json, 'logUrl')),
        autoInactive: needed(['true', 'false', 'always'].find(word => word === (0,domain_json.at)(json, 'autoInactive'))),
        summary: (0,domain_json.at)(json, 'summary') !== false,
        ...(description === undefined ? {} : { description }),
        ...(environmentUrl === undefined ? {} : { environmentUrl }),
        ...(previousSha === undefined ? {} : { previousSha }),
        ...((0,domain_json.at)(json, 'isLogUrlGiven') === true ? { isLogUrlGiven: true } : {}),
        ...(older === undefined ? {} : { older: parseOlder(older) }),
        ...(intent === undefined ? {} : { intent: parseIntent(intent) }),
        ...((0,domain_json.at)(json, 'isEnded') === true ? { isEnded: true } : {}),
        ...(deployment === undefined ? {} : { deployment: parseDeployment(deployment) })
    };
}
function parseOlder(json) {
    const nodeIds = (0,domain_json.at)(json, 'nodeIds');
    const isText = (nodeId) => typeof nodeId === 'string' && nodeId !== '';
    return { nodeIds: (Array.isArray(nodeIds) ? nodeIds : []).filter(isText), isAll: (0,domain_json.at)(json, 'isAll') === true };
}
function parseIntent(json) {
    const sentAt = (0,domain_json/* numberAt */.tk)(json, 'sentAt');
    return {
        ref: needed((0,domain_json/* textAt */.$6)(json, 'ref')),
        task: needed((0,domain_json/* textAt */.$6)(json, 'task')),
        environment: needed((0,domain_json/* textAt */.$6)(json, 'environment')),
        payload: needed((0,domain_json/* textAt */.$6)(json, 'payload')),
        description: (0,domain_json/* textAt */.$6)(json, 'description') ?? '',
        marked: (0,domain_json.at)(json, 'marked') === true,
        at: needed((0,domain_json/* numberAt */.tk)(json, 'at')),
        ...(sentAt === undefined ? {} : { sentAt })
    };
}
const parseDeployment = (json) => ({
    id: needed((0,domain_json/* numberAt */.tk)(json, 'id')),
    nodeId: (0,domain_json/* textAt */.$6)(json, 'nodeId') ?? '',
    url: (0,domain_json/* textAt */.$6)(json, 'url') ?? '',
    sha: needed((0,domain_json/* textAt */.$6)(json, 'sha')),
    ref: (0,domain_json/* textAt */.$6)(json, 'ref') ?? '',
    task: (0,domain_json/* textAt */.$6)(json, 'task') ?? '',
    environment: needed((0,domain_json/* textAt */.$6)(json, 'environment')),
    description: (0,domain_json/* textAt */.$6)(json, 'description') ?? '',
    payload: {},
    transient: (0,domain_json.at)(json, 'transient') === true,
    production: (0,domain_json.at)(json, 'production') === true,
    createdAt: (0,domain_json/* textAt */.$6)(json, 'createdAt') ?? ''
});
function needed(value) {
    if (value === undefined)
        throw new TypeError('incomplete');
    return value;
}

// EXTERNAL MODULE: ../action/report.ts
var action_report = __nccwpck_require__(4278);
;// CONCATENATED MODULE: ../action/main.ts






const budget = 10 * 60_000;
/** Hundreds of writes may have to wait for GitHub's limits more than once. */
const teardownBudget = 30 * 60_000;
/** The main stage: one operation. */
async function main(surroundings) {
    const { runner, workspace, clock, run, event, connect } = surroundings;
    const request = readRequest(name => runner.input(name), run, event);
    request.warnings.forEach(text => runner.warning(text));
    const { apiUrl, repository } = request.connection;
    const report = new action_report/* Report */.p(runner, { serverUrl: (0,domain_run/* serverOf */.FN)(apiUrl, run), repository }, request.command);
    const receipt = new ReceiptBook(runner, clock, request);
    const tell = (news) => {
        receipt.hear(news);
        report.tell(news);
    };
    const { command } = request;
    const github = connect(request.connection, budgetOf(command));
    const caretaker = () => {
        const { connection } = request;
        return connect({ ...connection, tokens: [connection.environmentToken] }, teardownBudget);
    };
    try {
        await carryOut(request, { github, workspace, clock, run, tell }, report, receipt, caretaker);
    }
    catch (error) {
        // What is left of a deployment that was begun is told by post.
        if (request.summary && command.operation !== 'deploy' && command.operation !== 'create') {
            await report.summarize({ hasFailed: true });
        }
        throw error;
    }
    if (request.summary && command.operation !== 'deploy')
        await report.summarize();
}
/** How long all requests together may take, in milliseconds. */
function budgetOf(command) {
    switch (command.operation) {
        case 'wait':
            return command.timeout;
        case 'deactivate':
        case 'delete':
            return teardownBudget;
        default:
            return budget;
    }
}
async function carryOut({ command }, ports, report, receipt, caretaker) {
    switch (command.operation) {
        case 'deploy':
            return begin(command, ports);
        case 'create':
            await create(command, ports);
            // Cancelled meanwhile: then nobody comes for the deployment, and post ends it.
            await ports.clock.sleep(0);
            report.count('deactivated');
            receipt.close();
            return;
        case 'update':
            await (await __nccwpck_require__.e(/* import() */ 701).then(__nccwpck_require__.bind(__nccwpck_require__, 701))).update(command, ports);
            report.count('deactivated');
            return;
        case 'deactivate':
        case 'delete': {
            const { TeardownReport } = await __nccwpck_require__.e(/* import() */ 826).then(__nccwpck_require__.bind(__nccwpck_require__, 6826));
            report.extend(runner => new TeardownReport(runner, command));
            return (await Promise.all(/* import() */[__nccwpck_require__.e(26), __nccwpck_require__.e(256)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6256))).teardown(command, ports, caretaker);
        }
        case 'find': {
            const { DeployedReport } = await __nccwpck_require__.e(/* import() */ 884).then(__nccwpck_require__.bind(__nccwpck_require__, 8884));
            report.extend(runner => new DeployedReport(runner));
            return (await __nccwpck_require__.e(/* import() */ 155).then(__nccwpck_require__.bind(__nccwpck_require__, 8155))).find(command, ports);
        }
        case 'wait':
            return (await __nccwpck_require__.e(/* import() */ 209).then(__nccwpck_require__.bind(__nccwpck_require__, 7209))).wait(command, ports);
    }
}
/** Keeps the receipt in step with what has happened: whatever comes, post can find what was begun. */
class ReceiptBook {
    #runner;
    #clock;
    #receipt;
    /** Set where the creation was sent again: post looks for what came of the first one. */
    #mayHaveTwin = false;
    constructor(runner, clock, { command, connection, summary }) {
        this.#runner = runner;
        this.#clock = clock;
        if (command.operation !== 'deploy' && command.operation !== 'create')
            return;
        const { operation, logUrl, autoInactive, description, environmentUrl } = command;
        const { apiUrl, repository } = connection;
        this.#receipt = {
            operation,
            apiUrl,
            repository,
            startedAt: clock.now(),
            logUrl,
            autoInactive,
            summary,
            ...(description === undefined ? {} : { description }),
            ...(environmentUrl === undefined ? {} : { environmentUrl }),
            ...('isLogUrlGiven' in command ? { isLogUrlGiven: true } : {})
        };
    }
    hear(news) {
        if (news.kind === 'intent')
            this.#save({ intent: news.intent });
        if (news.kind === 'creation')
            this.#creationIs(news.course);
        if (news.kind === 'deployment')
            this.#save({ deployment: news.deployment });
        if (news.kind === 'previous' && news.sha !== undefined)
            this.#save({ previousSha: news.sha });
        if (news.kind === 'older')
            this.#save({ older: { nodeIds: news.nodeIds, isAll: news.isAll } });
    }
    /** Nothing is left for post to end. */
    close() {
        if (this.#mayHaveTwin)
            this.#save({ isEnded: true });
        else
            this.#runner.save('');
    }
    #creationIs(course) {
        const intent = this.#receipt?.intent;
        if (course === 'repeated')
            this.#mayHaveTwin = true;
        else if (course === 'undone')
            this.close();
        else if (intent !== undefined)
            this.#save({ intent: { ...intent, sentAt: this.#clock.now() } });
    }
    #save(step) {
        if (this.#receipt === undefined)
            return;
        this.#receipt = { ...this.#receipt, ...step };
        if (this.#receipt.deployment !== undefined && !this.#mayHaveTwin)
            delete this.#receipt.intent;
        this.#runner.save(writeReceipt(this.#receipt));
    }
}

;// CONCATENATED MODULE: ../domain/late.ts
/**
 * Returns the value that a text input has when the job ends: the late one, or main's if the late one is empty or main's
 * with something left out. Inside nested composite actions the runner evaluates expressions to nothing when the job ends.
 * https://github.com/actions/runner/issues/2009
 */
function lateText(main, late) {
    if (late === '' || (main !== undefined && isPartOf(late, main)))
        return main;
    return late;
}
/** Whether all characters of a text occur in another one, in the same order. */
function isPartOf(part, whole) {
    const rest = whole[Symbol.iterator]();
    return Array.from(part).every(character => {
        for (let next = rest.next(); next.done !== true; next = rest.next())
            if (next.value === character)
                return true;
        return false;
    });
}

;// CONCATENATED MODULE: ../operations/finish.ts





/** Post's half of a deployment: sets the final state, unless somebody else has, and ends what it supersedes. */
async function finish(begun, late, ports) {
    const { tell } = ports;
    const { deployment } = begun;
    const outcome = (0,domain_outcome/* outcomeOf */.sG)((0,domain_outcome/* outcomeWords */.wX)(late.word), deployment);
    if (outcome.unknown.length > 0) {
        tell({
            kind: 'note',
            level: 'warning',
            text: `Unknown result "${outcome.unknown.join('", "')}": the deployment is recorded as ${outcome.state}. Use step outcomes, job statuses or one deployment state.`
        });
    }
    if (outcome.tally !== undefined)
        tell({ kind: 'note', level: 'info', text: `Outcome     ${outcome.tally}` });
    const look = await lookAt(begun, outcome, ports);
    if ((0,domain_deployment/* isFinal */.dR)(look?.state) && look !== undefined) {
        const text = `Deployment ${deployment.id} has ended as ${look.state ?? ''} already, and stays so.`;
        tell({ kind: 'note', level: 'info', text });
        tell({ kind: 'ended', state: look.state ?? '', environmentUrl: look.environmentUrl ?? '' });
    }
    else {
        await (0,operations_status/* writeStatus */.Kn)(deployment, finalStatus(begun, late, outcome, look, ports), aroundOf(begun, look), ports);
    }
    await endLeftOpen(deployment, late.logUrl ?? begun.logUrl, look?.newest?.deployments ?? [], ports);
}
async function lookAt({ deployment, older }, { state }, { github, tell, run }) {
    const isSuccess = state === 'success';
    const scope = {
        withEnvironment: isSuccess || run.runAttempt > 1,
        withPayloads: (0,operations_status/* needsPayloads */.LH)(run),
        also: isSuccess ? (older?.nodeIds ?? []) : []
    };
    return github.look(deployment, scope).catch((error) => {
        if (error instanceof problem/* Cancelled */.cJ)
            throw error;
        const text = `Could not check the state of deployment ${deployment.id}, so its final state is written without that check. ${(0,problem/* explain */.WE)(error)}`;
        tell({ kind: 'note', level: 'info', text });
    });
}
/** If one of the older ones is missing, GraphQL may know it by another id: then they are listed again. */
const aroundOf = ({ older }, look) => ({
    ...(look?.newest === undefined ? {} : { newest: look.newest }),
    ...(look === undefined || older === undefined || look.also.length < older.nodeIds.length
        ? {}
        : { ofTask: { deployments: look.also, of: 'task', isAll: older.isAll } })
});
function finalStatus(begun, late, { state, word }, look, { clock }) {
    const { deployment, startedAt, autoInactive } = begun;
    const took = (0,domain_deployment/* duration */.p0)(clock.now() - startedAt);
    // What somebody has set since is newer than what main has set already.
    const newer = late.environmentUrl === begun.environmentUrl ? undefined : late.environmentUrl;
    const environmentUrl = newer ?? look?.environmentUrl ?? begun.environmentUrl;
    const description = late.description ?? begun.description;
    // What never succeeded is not "no longer" deployed.
    const never = look?.succeeded === false ? (late.jobStatus === 'cancelled' ? 'cancelled' : 'never deployed') : undefined;
    return {
        state,
        description: description ?? (0,domain_deployment/* shortened */.vI)((0,domain_outcome/* describeOutcome */.SS)(word, (0,domain_deployment/* shortRef */.m3)(deployment.sha), took, never)),
        ...(environmentUrl === undefined ? {} : { environmentUrl }),
        logUrl: late.logUrl ?? begun.logUrl,
        autoInactive
    };
}
/** Ends what the same step left open in an earlier attempt of the run, as far as the look shows it. */
async function endLeftOpen(deployment, logUrl, seen, { github, tell, run }) {
    const open = seen.filter(other => (0,superseding/* isLeftOpen */.Uh)(other, deployment, run));
    if (open.length === 0)
        return;
    const description = `Superseded by attempt ${run.runAttempt}`;
    const warn = (why) => {
        const text = `Could not end ${open.length === 1 ? 'the deployment' : `${open.length} deployments`} that an earlier attempt of this run left open. ${why}`;
        tell({ kind: 'note', level: 'warning', text });
    };
    try {
        const { done, failed } = await github.end(open, { state: 'error', description, logUrl });
        if (done.length > 0) {
            const text = `Ended       ${done.map(({ sha }) => (0,domain_deployment/* shortRef */.m3)(sha)).join(', ')}, left open by an earlier attempt of this run (set to error)`;
            tell({ kind: 'note', level: 'info', text });
        }
        if (failed[0] !== undefined)
            warn(failed[0].why);
    }
    catch (error) {
        if (error instanceof problem/* Cancelled */.cJ)
            throw error;
        warn((0,problem/* explain */.WE)(error));
    }
}

;// CONCATENATED MODULE: ../operations/twins.ts

/**
 * Puts away what a creation has left that was sent again because its answer was lost, and that came to light only
 * afterwards. What bears the mark of this step is deleted; of anything else it is not known whose it is. That this fails
 * is no failure of the deployment.
 */
async function removeTwins(deployment, intent, { github, tell }) {
    const warn = (text) => tell({ kind: 'note', level: 'warning', text });
    try {
        const twins = await github.twins(deployment, intent);
        if (twins.length === 0)
            return;
        const ids = twins.map(({ id }) => id).join(', ');
        if (!intent.marked) {
            warn(`The creation of deployment ${deployment.id} was sent again because its first answer was lost. There is also ${ids}, which may be what came of the first: delete it if no other job is about to use it.`);
            return;
        }
        const { failed } = await github.delete(twins);
        const [first] = failed;
        if (first !== undefined)
            throw new Error(first.why);
        const text = `Deleted ${ids}, a twin of deployment ${deployment.id}: its creation was sent again because the first answer was lost.`;
        tell({ kind: 'note', level: 'info', text });
    }
    catch (error) {
        warn(`Deployment ${deployment.id} may have a twin in ${deployment.environment} that is not in use. ${(0,problem/* explain */.WE)(error)}`);
    }
}

;// CONCATENATED MODULE: ../action/post.ts











/** A cancelled job leaves less than five minutes for everything that comes after. */
const post_budget = 4 * 60_000;
/** The post stage: ends what main began. Of the inputs only those are read that are meant to be read late. */
async function post(surroundings) {
    const { runner, workspace, clock, run, event, connect } = surroundings;
    const saved = runner.saved();
    if (saved === '') {
        runner.info('Nothing was left to be ended.');
        return;
    }
    const receipt = readReceipt(saved);
    const { apiUrl, repository, intent } = receipt;
    const tokens = tokensFor(receipt, surroundings);
    const kind = tokenKind(tokens[0], runner.input('workflow-token'), repository, run, event);
    const github = connect({ apiUrl, repository, tokens, environmentToken: '', tokenKind: kind }, post_budget);
    const deployment = receipt.deployment ?? (intent === undefined ? undefined : await github.findBegun(intent));
    if (deployment === undefined) {
        runner.info(`Nothing was created in ${(0,domain_run/* fullName */.fq)(repository)}, so there is nothing to end.`);
        return;
    }
    const report = new action_report/* Report */.p(runner, { serverUrl: (0,domain_run/* serverOf */.FN)(apiUrl, run), repository });
    report.deploymentWas(deployment);
    report.previousWas(receipt.previousSha);
    const tell = (news) => report.tell(news);
    const ports = { github, workspace, clock, run, tell };
    if (receipt.isEnded !== true) {
        await finish({ ...receipt, deployment }, lateWords(receipt, surroundings), ports);
        if (receipt.summary)
            await report.summarize({ took: clock.now() - receipt.startedAt });
    }
    if (intent !== undefined)
        await removeTwins(deployment, intent, ports);
}
/** The inputs that may come from later steps: the outcome, the texts and the URLs. */
function lateWords(receipt, { runner }) {
    const status = runner.input('job-status');
    if (receipt.operation === 'create') {
        // Only a creation that did not come to its end is left for post.
        return { word: status === 'cancelled' ? status : 'error', jobStatus: status };
    }
    const environmentUrl = lateUrl('environment-url', runner);
    const logUrl = lateUrl('log-url', runner);
    const given = runner.input('description');
    const late = (0,domain_deployment/* shortened */.vI)(given);
    const description = lateText(receipt.description, late);
    if (late !== given && description !== receipt.description)
        runner.warning(tooLong);
    const result = runner.input('result');
    return {
        word: (0,domain_outcome/* outcomeWords */.wX)(result).length === 0 ? status : result,
        jobStatus: status,
        ...(environmentUrl === '' ? {} : { environmentUrl }),
        ...(description === undefined ? {} : { description }),
        logUrl: lateText(receipt.isLogUrlGiven === true ? receipt.logUrl : undefined, logUrl) ?? receipt.logUrl
    };
}
/** The URL in an input as it is now; empty if there is none, with a warning if it is no URL. */
function lateUrl(name, runner) {
    const url = runner.input(name);
    if (url === '' || isWebAddress(url))
        return url;
    runner.warning(`The final status is recorded without this link: ${urlProblem(name, url)}`);
    return '';
}
/**
 * The workflow's own token stands in where the other has expired or was lost on the way, but in its own repository only:
 * in another one it may not write, and another host must not see it.
 */
function tokensFor(receipt, { runner, run }) {
    const token = runner.input('token');
    const workflowToken = runner.input('workflow-token');
    const own = (0,domain_run/* sameOrigin */.Nm)(receipt.apiUrl, run.apiUrl) || token !== workflowToken ? token : '';
    const spare = (0,domain_run/* isRunsOwn */.lY)(receipt, run) ? workflowToken : '';
    const [first, ...others] = [...new Set([own, spare])].filter(it => it !== '');
    if (first !== undefined)
        return [first, ...others];
    throw new problem/* Problem */.AF(`The token for ${(0,domain_run/* fullName */.fq)(receipt.repository)} is not known any more, so what this step began there cannot be ended.`, 'Set the final state with "operation: update"; inside nested composite actions an expression may come back empty when the job ends.');
}

// EXTERNAL MODULE: ../ports.ts
var ports = __nccwpck_require__(5255);
;// CONCATENATED MODULE: ../github/backoff.ts
/** The first repeat comes within half a second, the later ones after twice as long each. */
const firstPause = 400;
const longestPause = 30_000;
/** What GitHub asks for where a limit names no time. */
const limitPause = 60_000;
/** An answer that is none of GitHub's may come from a proxy that restarts; as often as this it is no accident. */
const mostStrange = 5;
/**
 * How long to wait before a request is sent again, as its faults go on. GitHub's own word counts, as seconds or as a
 * time; where it gives none, the pauses grow. Those who were refused together do not all come back together.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
class Backoff {
    #faults = 0;
    #limitsWithoutTime = 0;
    #strange = 0;
    /**
     * Milliseconds; infinite where there is no point in coming again.
     * @param githubNow the time on GitHub's clock
     */
    after(fault, githubNow) {
        const growing = Math.min(longestPause, firstPause * 2 ** this.#faults++) * (0.5 + Math.random() / 2);
        this.#strange = fault.strange === true ? this.#strange + 1 : 0;
        if (this.#strange === mostStrange)
            return Infinity;
        const asked = this.#asked(fault, githubNow);
        // Zero, or a time that is past, is no leave to come again at once.
        return asked === undefined ? growing : Math.max(growing, asked + Math.random() * Math.min(asked / 4, 10_000));
    }
    #asked({ wait, until, limit }, githubNow) {
        if (wait !== undefined)
            return wait;
        // GitHub's clock is known to a second.
        if (until !== undefined)
            return Math.max(0, until - githubNow) + 1000;
        return limit === undefined ? undefined : limitPause * 2 ** this.#limitsWithoutTime++;
    }
}

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
// EXTERNAL MODULE: ./http-client.ts
var http_client = __nccwpck_require__(2375);
;// CONCATENATED MODULE: ./undici.ts
/**
 * Stands in for `undici` in the bundle (tsconfig.json beside it). `@actions/github` and `@actions/http-client` import it
 * for their own transport; this action sends every request through `src/github/transport.ts`, so the 0.9 MB package and
 * the 75 ms that it takes to load would be for nothing.
 */
class ProxyAgent {
    options;
    constructor(options) {
        this.options = options;
    }
}
function fetch() {
    throw new Error('undici is not bundled: every request goes through src/github/transport.ts');
}

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
    const hc = new http_client/* HttpClient */.Q();
    return hc.getAgent(destinationUrl);
}
function getProxyAgentDispatcher(destinationUrl) {
    const hc = new http_client/* HttpClient */.Q();
    return hc.getAgentDispatcher(destinationUrl);
}
function getProxyFetch(destinationUrl) {
    const httpDispatcher = getProxyAgentDispatcher(destinationUrl);
    const proxyFetch = (url, opts) => __awaiter(this, void 0, void 0, function* () {
        return fetch(url, Object.assign(Object.assign({}, opts), { dispatcher: httpDispatcher }));
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
function dist_bundle_parse(options) {
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
  return dist_bundle_parse(merge(defaults, route, options));
}

// pkg/dist-src/with-defaults.js
function withDefaults(oldDefaults, newDefaults) {
  const DEFAULTS2 = merge(oldDefaults, newDefaults);
  const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
  return Object.assign(endpoint2, {
    DEFAULTS: DEFAULTS2,
    defaults: withDefaults.bind(null, DEFAULTS2),
    merge: merge.bind(null, DEFAULTS2),
    parse: dist_bundle_parse
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


;// CONCATENATED MODULE: ./octokit-plugins.ts
/**
 * Stands in for the plugins that `@actions/github` builds into Octokit (tsconfig.json beside it): a method for each of a
 * thousand routes, and pagination. This action names its few routes itself (`src/github/`).
 */
const restEndpointMethods = () => ({});
const paginateRest = () => ({});

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
const GitHub = Octokit.plugin(restEndpointMethods, paginateRest).defaults(defaults);

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
// EXTERNAL MODULE: ../github/call.ts
var github_call = __nccwpck_require__(7811);
;// CONCATENATED MODULE: ../github/conditional.ts
/** How many answers are remembered: who looks again and again looks at a few things in turn. */
const mostRemembered = 10;
/**
 * Asks for what was read before only whether it has changed. Where it has not, GitHub answers 304, which does not count
 * against the limit, and the remembered answer is given again.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
function conditional(fetch) {
    const remembered = new Map();
    return async (address, init = {}) => {
        if (init.method !== 'GET')
            return fetch(address, init);
        const known = remembered.get(address);
        const condition = known === undefined ? {} : { 'if-none-match': known.etag };
        const answer = await fetch(address, { ...init, headers: { ...init.headers, ...condition } });
        if (known !== undefined && answer.status === 304)
            return renewed(known.answer, answer);
        const etag = answer.headers.get('etag');
        remembered.delete(address);
        if (answer.ok && etag !== undefined)
            remembered.set(address, { etag, answer });
        const [oldest] = remembered.keys();
        if (oldest !== undefined && remembered.size > mostRemembered)
            remembered.delete(oldest);
        return answer;
    };
}
/** The remembered answer with what is new: the date, the limits, the request id. */
function renewed(known, { headers }) {
    const fresh = [...headers].filter(([name]) => name !== 'content-type');
    return { ...known, headers: new Map([...known.headers, ...fresh]) };
}

// EXTERNAL MODULE: ../github/failure.ts
var failure = __nccwpck_require__(9549);
// EXTERNAL MODULE: ../github/foreign-answer.ts
var foreign_answer = __nccwpck_require__(4282);
// EXTERNAL MODULE: ../github/transport-error.ts
var transport_error = __nccwpck_require__(1341);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: ../github/transport.ts


/** A page of a hundred deployments is below 1 MB, whatever their payloads are; this is a server that does not stop. */
const longestBody = 16 * 1024 * 1024;
const mostRedirects = 5;
/**
 * Sends requests with Node's own `http` and `https`, through a proxy if there is one. TLS and tunnels are
 * loaded only if they are needed, because they cost more than everything else. Every body ends
 * within a size limit. Redirects are followed on the same host only, with the same method and body: GitHub answers them
 * for a renamed repository, and the token is for no other host. A server that sends a token back sends stars.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
class Transport {
    #agents = new Map();
    #tokens;
    #underway;
    #proxyFor;
    #leaving = new Set();
    /**
     * @param underway hears that all requests have left that were begun
     * @param proxyFor the proxy to a URL, if there is one
     */
    constructor(tokens, underway, proxyFor = () => undefined) {
        this.#tokens = tokens;
        this.#underway = underway;
        this.#proxyFor = proxyFor;
    }
    fetch = async (address, init = {}) => {
        try {
            let url = new URL(address);
            for (let hop = 0; hop <= mostRedirects; hop++) {
                const { message, body } = await this.#exchange(url, init);
                const status = message.statusCode ?? 0;
                const location = message.headers.location;
                if (![301, 302, 307, 308].includes(status) || location === undefined) {
                    return {
                        status,
                        ok: status >= 200 && status < 300,
                        url: url.href,
                        headers: this.#headersOf(message),
                        text: () => Promise.resolve(this.#withoutTokens(body))
                    };
                }
                url = redirected(url, location);
            }
        }
        catch (error) {
            if (init.signal?.reason instanceof transport_error/* TransportError */.wX)
                throw init.signal.reason;
            if (error instanceof transport_error/* TransportError */.wX)
                throw error;
            const { networkError } = await __nccwpck_require__.e(/* import() */ 530).then(__nccwpck_require__.bind(__nccwpck_require__, 3530));
            throw networkError(error, URL.parse(address)?.host ?? address);
        }
        throw new transport_error/* TransportError */.wX(`More than ${mostRedirects} redirects`, 'REDIRECTS');
    };
    /** Lets go of the connections that are kept open. */
    close() {
        for (const agent of this.#agents.values())
            agent.destroy();
    }
    /** A connection of its own through the proxy, which keeps none open; else one that may be kept. */
    async #wayTo(url, signal) {
        const proxy = this.#proxyFor(url);
        if (proxy !== undefined)
            return { createConnection: await (await __nccwpck_require__.e(/* import() */ 425).then(__nccwpck_require__.bind(__nccwpck_require__, 3425))).openTunnel(url, proxy, signal) };
        const known = this.#agents.get(url.origin);
        if (known !== undefined)
            return { agent: known };
        const { Agent } = await moduleFor(url);
        const agent = new Agent({ keepAlive: true });
        this.#agents.set(url.origin, agent);
        return { agent };
    }
    #headersOf({ headers }) {
        const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '');
        const found = new Map([['content-type', isJson ? 'application/json' : 'text/plain']]);
        for (const [name, value] of Object.entries(headers)) {
            if (wanted.includes(name) || name.startsWith('x-ratelimit-'))
                found.set(name, this.#withoutTokens(String(value)));
        }
        return found;
    }
    #withoutTokens(text) {
        return this.#tokens.reduce((rest, token) => rest.replaceAll(token, '***'), text);
    }
    async #exchange(url, init) {
        const { request: send } = await moduleFor(url);
        const way = await this.#wayTo(url, init.signal);
        return new Promise((resolve, reject) => {
            const body = init.body ?? '';
            const headers = { ...init.headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) };
            const { method = 'GET', signal } = init;
            const broken = new transport_error/* TransportError */.wX('The answer ended before it was complete', 'ECONNRESET');
            const request = send(url, { method, headers, signal, ...way }, message => {
                const chunks = [];
                let size = 0;
                message.on('data', (chunk) => {
                    chunks.push(chunk);
                    size += chunk.length;
                    if (size > longestBody)
                        message.destroy(new transport_error/* TransportError */.wX('The answer is larger than 16 MiB', 'BODY_TOO_LARGE'));
                });
                message.on('end', () => resolve({ message, body: Buffer.concat(chunks).toString('utf8') }));
                message.on('error', (error) => reject(error.code === 'ECONNRESET' ? broken : error));
                // A connection that ends in the middle of the body may end without any other event.
                message.on('close', () => {
                    if (!message.complete)
                        reject(broken);
                });
            });
            request.on('error', reject);
            // Asked to change the protocol, Node lets go of the connection without another word.
            request.on('close', () => reject(broken));
            this.#leaving.add(request);
            for (const event of ['finish', 'close'])
                request.on(event, () => this.#hasLeft(request));
            request.end(body);
        });
    }
    #hasLeft(request) {
        if (this.#leaving.delete(request) && this.#leaving.size === 0)
            this.#underway();
    }
}
/** The headers that mean something here. No other reaches Octokit, which would print some of them. */
const wanted = [
    'date',
    'etag',
    'link',
    'retry-after',
    'x-accepted-github-permissions',
    'x-github-request-id',
    'x-poll-interval'
];
const moduleFor = async (url) => url.protocol === 'https:' ? Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4708, 23)) : external_node_http_;
function redirected(from, location) {
    const to = URL.parse(location, from.href);
    if (to?.origin !== from.origin) {
        throw new transport_error/* TransportError */.wX(`${from.host} redirects to another host, ${to?.host ?? 'unreadable'}`, 'FOREIGN_REDIRECT');
    }
    return to;
}

;// CONCATENATED MODULE: ../github/sender.ts









/** GitHub itself gives up after 10 seconds. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts */
const timeLimit = 20_000;
/** Sends each request once, within a time limit, and keeps what every answer tells besides: GitHub's clock and pace. */
class Sender {
    #options;
    #transport;
    #octokits;
    #graphqlUrl;
    #closed = new AbortController();
    #reads;
    #writes;
    /** How far GitHub's clock is ahead of ours, in milliseconds, by its latest answer. */
    githubAhead = 0;
    /** How long GitHub asked to be left alone between two looks, in milliseconds. */
    pollInterval = 0;
    /** How many requests were sent, repeats included. */
    sent = 0;
    constructor(options) {
        this.#options = options;
        this.#transport = new Transport(options.tokens, options.underway, options.proxyFor);
        const fetch = conditional(async (address, init) => {
            const answer = await this.#transport.fetch(address, init);
            const date = Date.parse(answer.headers.get('date') ?? '');
            if (Number.isFinite(date))
                this.githubAhead = date - this.#now;
            return answer;
        });
        this.#octokits = options.tokens.map(token => getOctokit(token, {
            baseUrl: options.apiUrl,
            userAgent: 'deployment-lifecycle',
            request: { fetch }
        }));
        // https://docs.github.com/enterprise-server/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint
        this.#graphqlUrl = `${options.apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
        const last = new AbortController();
        const end = () => void setTimeout(() => last.abort(), options.lastWords).unref();
        options.cancelled.addEventListener('abort', end, { once: true });
        this.#reads = AbortSignal.any([options.cancelled, this.#closed.signal]);
        this.#writes = AbortSignal.any([last.signal, this.#closed.signal]);
    }
    get #now() {
        return this.#options.clock.now();
    }
    /** Aborted when nothing more is to be sent. */
    get closed() {
        return this.#closed.signal;
    }
    /** Ends what is still under way. */
    close() {
        this.#closed.abort();
        this.#transport.close();
    }
    /** Sends a request once, and again with the next token if GitHub does not know the first one any more. */
    async try(call, kind, timeMs) {
        const signal = kind === 'read' ? this.#reads : this.#writes;
        for (;;) {
            if (this.#reads.aborted)
                throw new problem/* Cancelled */.cJ();
            const octokit = this.#octokits[0];
            const began = this.#now;
            const heard = (answer) => this.#options.observe({ ...answer, doing: call.doing, took: this.#now - began });
            this.sent++;
            try {
                return { done: true, value: await this.#inTime(call, signal, Math.min(timeMs, timeLimit), heard) };
            }
            catch (error) {
                if (signal.aborted)
                    throw new problem/* Cancelled */.cJ();
                // What a good answer says may be bad news.
                if (error instanceof problem/* Problem */.AF)
                    throw error;
                const fault = (0,failure/* faultOf */.Kl)(error);
                heard({ ...fault.answer, status: (0,domain_json/* numberAt */.tk)(error, 'response', 'status') ?? fault.answer.status });
                const isExpired = fault.certainty === 'answered' && fault.answer.status === 401;
                // A request beside this one may have changed the token meanwhile.
                if (isExpired && octokit === this.#octokits[0] && this.#octokits.length > 1) {
                    this.#octokits.shift();
                    this.#options.replaced();
                }
                if (!isExpired || octokit === this.#octokits[0])
                    return { done: false, fault };
            }
        }
    }
    /** Ends a request that takes too long, however slowly its answer comes. */
    async #inTime(call, signal, time, heard) {
        const limit = new AbortController();
        const tooLate = new transport_error/* TransportError */.wX(`No answer within ${Math.round(time / 1000)} seconds`, 'TIME_LIMIT');
        const timer = setTimeout(() => limit.abort(tooLate), time);
        try {
            return await this.#send(call, AbortSignal.any([signal, limit.signal]), heard);
        }
        finally {
            clearTimeout(timer);
        }
    }
    async #send({ method, path, parameters, partial, parse }, signal, heard) {
        const response = await this.#octokits[0]?.request({
            method,
            url: path === github_call/* graphql */.U ? this.#graphqlUrl : path,
            headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
            request: { signal },
            ...parameters
        });
        const headers = response?.headers;
        const poll = Number((0,domain_json/* textAt */.$6)(headers, 'x-poll-interval') ?? NaN);
        if (Number.isFinite(poll))
            this.pollInterval = poll * 1000;
        const requestId = (0,domain_json/* textAt */.$6)(headers, 'x-github-request-id');
        const about = { status: response?.status ?? 0, ...(requestId === undefined ? {} : { requestId }) };
        const data = response?.data;
        if (typeof data === 'string' && (data !== '' || about.status >= 300)) {
            const answer = (0,foreign_answer/* foreignAnswer */.X)(about.status, data, requestId);
            // Behind a good status, GitHub may have done what it was asked.
            const known = about.status < 300 ? { certainty: 'open' } : { certainty: 'answered', data };
            throw new failure/* Failed */.cV({ ...known, answer, strange: true });
        }
        if (path === github_call/* graphql */.U) {
            const fault = (0,failure/* graphqlFault */.IW)(data, headers, about, partial === true);
            if (fault !== undefined)
                throw new failure/* Failed */.cV(fault);
        }
        const value = parse(data, headers);
        if (value === undefined) {
            const message = 'The answer is not one that GitHub gives';
            throw new failure/* Failed */.cV({ certainty: 'open', answer: { ...about, message }, strange: true });
        }
        heard(about);
        return value;
    }
}

;// CONCATENATED MODULE: ../github/client.ts




/** What a request is given at least, however little of the budget is left: a write half of what GitHub may need is none. */
const leastTime = { read: 2000, write: 12_000 };
/** Waits that are worth a line in the log. */
const longWait = 5000;
/**
 * Sends requests and repeats what may be repeated.
 *
 * A read is repeated after every fault. A write is repeated when it is known not to have happened; where that is open,
 * GitHub is looked at first, twice, because a replica may lag behind. GitHub's limits are kept to the second that it
 * names. All waits together end with the budget.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
class Client {
    #options;
    #sender;
    #deadline;
    /** When the name of the host was first not found, by our own clock. */
    #unknownSince;
    /** Whether the name of the host has ever been found: a name that exists may be lost for a while. */
    #isHostKnown = false;
    constructor(options) {
        this.#options = options;
        this.#sender = new Sender(options);
        this.#deadline = this.ourNow + options.budget;
    }
    /** The time on our own clock, in milliseconds; GitHub's is `githubAhead` of it. */
    get ourNow() {
        return this.#options.clock.now();
    }
    /** How far GitHub's clock is ahead of ours, in milliseconds, by its latest answer. */
    get githubAhead() {
        return this.#sender.githubAhead;
    }
    /** How long GitHub asked to be left alone between two looks, in milliseconds. */
    get pollInterval() {
        return this.#sender.pollInterval;
    }
    /** How many requests were sent, repeats included. */
    get sent() {
        return this.#sender.sent;
    }
    /** Ends what is still under way. */
    close() {
        this.#sender.close();
    }
    /** A request that changes nothing, or nothing more when it is sent again. */
    async read(call, patience = {}) {
        const ends = this.#endsOf(patience);
        const backoff = new Backoff();
        const looks = call.mayLag === true ? [ports/* replicaLag */.f3, 2 * ports/* replicaLag */.f3] : [];
        for (;;) {
            const tried = await this.#try(call, 'read', Math.max(ends.unanswered - this.ourNow, leastTime.read));
            if (tried.done)
                return tried.value;
            const { fault } = tried;
            const again = fault.certainty === 'answered' && fault.answer.status === 404 ? looks.shift() : undefined;
            if (again !== undefined) {
                await this.sleep(again);
                continue;
            }
            const wait = this.#waitFor(call, fault, backoff, ends);
            if (wait === undefined)
                throw await this.#problem(call, fault);
            await this.sleep(wait);
        }
    }
    /** A request that must happen exactly once; `find` looks at GitHub for what it may have brought about. */
    async write(call, find, patience = {}) {
        const ends = this.#endsOf(patience);
        const backoff = new Backoff();
        let mayBeDone = false;
        for (;;) {
            const time = Math.max(ends.unanswered - this.ourNow, leastTime.write);
            const tried = await this.#try(call, 'write', time).catch((error) => {
                if (error instanceof problem/* Problem */.AF && !mayBeDone)
                    call.onUndone?.();
                throw error;
            });
            if (tried.done)
                return tried.value;
            const { fault } = tried;
            if (fault.certainty === 'open')
                mayBeDone = true;
            const wait = this.#waitFor(call, fault, backoff, ends);
            if (wait === undefined) {
                const problem = await this.#problem(call, fault);
                if (mayBeDone)
                    throw uncertain(call.doing, problem);
                call.onUndone?.();
                throw problem;
            }
            await this.sleep(wait);
            if (mayBeDone) {
                const found = await this.lookTwice(find).catch((error) => {
                    throw error instanceof problem/* GitHubProblem */.Jy ? uncertain(call.doing, error) : error;
                });
                if (found !== undefined)
                    return found;
                call.onRepeat?.();
            }
            call.onLater?.();
        }
    }
    /**
     * Looks for what may or may not have happened, and once more after a while: a replica may lag behind.
     *
     * @param notBefore when the second look makes sense at the earliest, by our own clock
     */
    async lookTwice(find, notBefore = 0) {
        const found = await find();
        if (found !== undefined)
            return found;
        await this.sleep(Math.max(ports/* replicaLag */.f3, notBefore - this.ourNow));
        return find();
    }
    /** Sends a request once, and notes down whether the host was found. */
    async #try(call, kind, timeMs) {
        const tried = await this.#sender.try(call, kind, timeMs);
        const isUnknown = !tried.done && tried.fault.certainty !== 'answered' && tried.fault.unknownHost === true;
        if (isUnknown)
            this.#unknownSince ??= this.ourNow;
        else
            this.#isHostKnown = true;
        return tried;
    }
    /** When a request is given up, by our own clock: with a limit of GitHub's against it, and otherwise. */
    #endsOf({ within = Infinity, unanswered = Infinity }) {
        const limited = Math.min(this.#deadline, this.ourNow + within);
        return { limited, unanswered: Math.min(limited, this.ourNow + unanswered) };
    }
    /** How long until a request is sent again; `undefined` if it is not. */
    #waitFor(call, fault, backoff, ends) {
        if (fault.certainty === 'answered')
            return undefined;
        const wait = backoff.after(fault, this.ourNow + this.githubAhead);
        if (this.ourNow + wait > this.#endFor(fault, ends))
            return undefined;
        if (wait >= longWait)
            this.#options.waiting(new problem/* GitHubProblem */.Jy(call.doing, fault.answer, ''), wait);
        return wait;
    }
    #endFor({ limit, unknownHost }, { limited, unanswered }) {
        if (limit !== undefined)
            return limited;
        if (unknownHost !== true || this.#isHostKnown || this.#unknownSince === undefined)
            return unanswered;
        return Math.min(unanswered, this.#unknownSince + (this.#options.unknownHostMs ?? Infinity));
    }
    /** Why a request is not sent again, and what to do. Loaded only now: most runs need no advice. */
    async #problem({ doing }, fault) {
        const { gaveUp, problemOf } = await __nccwpck_require__.e(/* import() */ 347).then(__nccwpck_require__.bind(__nccwpck_require__, 8347));
        return fault.certainty === 'answered'
            ? problemOf(doing, fault, this.#options)
            : gaveUp(doing, fault, this.#options, this.ourNow + this.githubAhead);
    }
    /** @throws Cancelled as soon as the job is cancelled */
    sleep(milliseconds) {
        return this.#options.clock.sleep(milliseconds, this.#sender.closed);
    }
}
/** A write that may have been done, and why nobody could find out. */
const uncertain = (doing, { answer, remedy }) => new problem/* GitHubProblem */.Jy(doing, { ...answer, mayBeDone: true }, `GitHub may or may not have completed this request. ${remedy}`);

// EXTERNAL MODULE: ../github/access.ts
var access = __nccwpck_require__(8305);
// EXTERNAL MODULE: ../github/deployments.ts
var github_deployments = __nccwpck_require__(4531);
// EXTERNAL MODULE: ../github/sighting.ts
var github_sighting = __nccwpck_require__(3756);
;// CONCATENATED MODULE: ../github/creation.ts







/** GitHub gives up after 10 seconds what it was asked for: later, nothing comes of it any more. */
const longestCreation = 12_000;
/** Creates deployments exactly once, and finds those again whose creation was not answered. */
class Creation {
    #client;
    #in;
    #deployments;
    #statuses;
    constructor(client, repository, records) {
        this.#client = client;
        this.#in = { owner: repository.owner, repo: repository.name };
        this.#deployments = records.deployments;
        this.#statuses = records.statuses;
    }
    /** https://docs.github.com/rest/deployments/deployments#create-a-deployment */
    create(wanted, intent, hear) {
        const call = {
            doing: `create a deployment of ${wanted.environment}`,
            method: 'POST',
            path: `${github_deployments/* root */.z}/deployments`,
            parameters: {
                ...this.#in,
                ref: wanted.ref,
                task: wanted.task,
                environment: wanted.environment,
                description: wanted.description,
                payload: wanted.payload,
                transient_environment: wanted.transient,
                auto_merge: wanted.autoMerge,
                ...(wanted.production === undefined ? {} : { production_environment: wanted.production }),
                ...(wanted.requiredContexts === undefined ? {} : { required_contexts: wanted.requiredContexts })
            },
            parse: (data, headers) => (0,domain_deployment/* deploymentFrom */.ir)(data) ?? merged(call.doing, data, headers),
            onLater: () => hear('later'),
            onRepeat: () => hear('repeated'),
            onUndone: () => hear('undone')
        };
        return this.#client.write(call, () => this.#lookFor(intent));
    }
    /** Looks once more when GitHub must have done what it was asked, or have given it up. */
    findBegun(intent) {
        return this.#client.lookTwice(() => this.#lookFor(intent), (intent.sentAt ?? intent.at) + longestCreation);
    }
    /** Looks for the deployment whose creation was not answered. Two that could be it are an error, never a guess. */
    async #lookFor(intent) {
        const candidates = await this.#candidates(intent);
        // Nothing else leaves the mark of this step, unless the step stands in the job twice.
        if (intent.marked && candidates.length < 2)
            return candidates[0];
        const untouched = await this.#untouched(candidates);
        if (intent.marked)
            return untouched[0];
        if (untouched.length > 1) {
            throw new problem/* Problem */.AF(`The answer to the creation of a deployment of ${intent.environment} was lost, and ${untouched.length} deployments could be it: ${untouched.map(({ id }) => id).join(', ')}.`, 'Set the final state of the one that is left over by hand, and give the sibling jobs of a matrix different environments or payloads.');
        }
        if (untouched.length === 0)
            return undefined;
        // A sibling job's would be under way by the next look.
        await this.#client.sleep(ports/* replicaLag */.f3);
        const [still] = await this.#untouched(untouched);
        return still;
    }
    /** What else a creation that was sent again may have brought about: never touched, and made since the intent. */
    async twins(deployment, intent) {
        const candidates = await this.#candidates({ ...intent, marked: false });
        const untouched = await this.#untouched(candidates.filter(({ id }) => id !== deployment.id));
        return untouched.map(twin => (0,github_sighting/* sightingOf */.H0)(twin, []));
    }
    /** The deployments that an intent may have brought about. */
    async #candidates(intent) {
        const candidates = [];
        // GitHub may have recorded the environment in another spelling, which its filter may heed.
        for await (const page of this.#deployments.list({ task: intent.task })) {
            // The answer may be the first that tells GitHub's time.
            const { githubAhead } = this.#client;
            for (const deployment of page)
                if (await fulfils(deployment, intent, githubAhead))
                    candidates.push(deployment);
            const oldest = page.at(-1);
            if (oldest !== undefined && Date.parse(oldest.createdAt) < intent.at + githubAhead - 60_000)
                break;
        }
        return candidates;
    }
    /** Those without any status. One that is under way belongs to somebody else: ours never got that far. */
    async #untouched(candidates) {
        const untouched = [];
        for (const candidate of candidates) {
            if ((await this.#statuses.known(candidate.id)).length === 0)
                untouched.push(candidate);
        }
        return untouched;
    }
}
/** 202: GitHub merged the default branch and created nothing. */
function merged(doing, data, headers) {
    const message = (0,domain_json/* textAt */.$6)(data, 'message');
    if (message === undefined || !/auto-?merged/i.test(message))
        return undefined;
    const requestId = (0,domain_json/* textAt */.$6)(headers, 'x-github-request-id');
    throw new problem/* GitHubProblem */.Jy(doing, { status: 202, message, ...(requestId === undefined ? {} : { requestId }) }, 'No deployment exists yet: run the job again, on the merged commit, or set "auto-merge: false".');
}

// EXTERNAL MODULE: ../github/connection.ts
var github_connection = __nccwpck_require__(923);
// EXTERNAL MODULE: ../github/paging.ts
var paging = __nccwpck_require__(8271);
;// CONCATENATED MODULE: ../github/listing-graphql.ts







/** Enough for nearly every deployment, and a page of a hundred stays far below what makes GitHub give up. */
const statusesAtOnce = 20;
const pageFields = (more = '') => `
  deployments(environments: $environments, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { ${github_sighting/* sightingFields */.R7} ${more} }
  }`;
/** Payloads are large, so they are read only if somebody asks for them. */
const payloadField = 'payload @include(if: $payloads)';
const scanQuery = `
query Scan(
  $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String, $payloads: Boolean!
) {
  repository(owner: $owner, name: $repo) { ${pageFields(payloadField)} }
}`;
const historyQuery = `
query History($owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    ${pageFields(`statuses(first: ${statusesAtOnce}) { pageInfo { hasNextPage } ${github_sighting/* statusesFields */.ce} }`)}
  }
}`;
const lookQuery = `
query Look(
  $id: ID!, $also: [ID!]!, $owner: String!, $repo: String!, $environments: [String!], $first: Int!, $after: String,
  $around: Boolean!, $payloads: Boolean!
) {
  node(id: $id) {
    ... on Deployment { latestStatus { id createdAt state } statuses(first: 100) { ${github_sighting/* statusesFields */.ce} } }
  }
  nodes(ids: $also) { ... on Deployment { ${github_sighting/* sightingFields */.R7} } }
  repository(owner: $owner, name: $repo) @include(if: $around) { ${pageFields(payloadField)} }
}`;
const nodesQuery = `
query States($ids: [ID!]!, $payloads: Boolean!) {
  nodes(ids: $ids) { ... on Deployment { ${github_sighting/* sightingFields */.R7} ${payloadField} } }
}`;
const statesQuery = `
query StatesOf($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Deployment { statuses(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { state } } }
  }
}`;
const statusesQuery = `
query StatusesOf($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Deployment { ${github_sighting/* sightingFields */.R7} statuses(first: 100) { ${github_sighting/* statusesFields */.ce} } } }
}`;
/** How many names one request asks for. */
const namesAtOnce = 100;
/** Where a survey ends at the latest, so that no server can keep us longer: 100,000 deployments in full pages. */
const mostSurveyed = 1000;
/** Deployments through GraphQL: many in one answer. https://docs.github.com/graphql/reference/objects#deployment */
class GraphqlListing {
    #client;
    #in;
    #size = new github_connection/* PageSize */.pH(100, 25, 6);
    constructor(client, repository) {
        this.#client = client;
        this.#in = { owner: repository.owner, repo: repository.name };
    }
    /** The deployments of an environment, a page at a time. */
    scan(environment, { from, ...how } = {}) {
        return this.#pages(after => this.#page([environment], after, how), from);
    }
    history(environment) {
        return this.#pages(after => this.#read(historyQuery, [environment], pastFrom, { after }));
    }
    async *#pages(read, from) {
        let page = from ?? (await read());
        let left = ports/* mostListed */.p9;
        for (;;) {
            yield page;
            left -= this.#size.entries;
            if (page.next === undefined || page.entries.length === 0 || left <= 0)
                return;
            page = await read(page.next);
        }
    }
    /** All the deployments of environments; within a hundred names the newest first. */
    async *survey(environments) {
        for (let start = 0; start < environments.length; start += namesAtOnce) {
            const names = environments.slice(start, start + namesAtOnce);
            const cursors = new Set();
            let page = await this.#page(names);
            for (;;) {
                yield page;
                if (page.next === undefined)
                    break;
                if (cursors.has(page.next) || cursors.size === mostSurveyed)
                    throw (0,paging/* endless */.bK)(inShort(names));
                cursors.add(page.next);
                page = await this.#page(names, page.next);
            }
        }
    }
    async #page(environments, after, { patience, withPayloads = false } = {}) {
        const more = { after, patience, variables: { payloads: withPayloads } };
        return this.#complete(await this.#read(scanQuery, environments, withNode, more), patience);
    }
    #read(query, environments, parse, more) {
        const { after, patience } = more;
        const doing = `read the deployments of ${inShort(environments)}`;
        const variables = { ...this.#in, environments, after: after ?? null, ...more.variables };
        const question = { doing, query, variables, parse: (data) => pageFrom(data, parse) };
        return (0,github_connection/* inBites */.jH)(this.#client, this.#size, question, patience);
    }
    /** Asks for the statuses of those that GitHub shows without one, though in a state that only a status brings about. */
    async #complete(page, patience) {
        const incomplete = page.entries.filter(({ node }) => (0,github_sighting/* lacksStatus */.xz)(node)).map(({ sighting }) => sighting.nodeId);
        const entries = page.entries.map(({ sighting }) => sighting);
        if (incomplete.length === 0)
            return { ...page, entries };
        const call = {
            doing: 'read the statuses of deployments',
            method: 'POST',
            path: github_call/* graphql */.U,
            parameters: { query: statusesQuery, variables: { ids: incomplete } },
            parse: data => {
                const nodes = (0,domain_json.at)(data, 'data', 'nodes');
                if (!Array.isArray(nodes) || nodes.length !== incomplete.length)
                    return undefined;
                const sightings = nodes.map(github_sighting/* sightingFrom */.Ii).filter(sighting => sighting !== undefined);
                return sightings.length < nodes.length ? undefined : sightings;
            }
        };
        const complete = new Map((await this.#client.read(call, patience)).map(sighting => [sighting.nodeId, sighting]));
        return { ...page, entries: entries.map(entry => complete.get(entry.nodeId) ?? entry) };
    }
    /**
     * Returns the states of deployments that REST listed, by their REST ids. Those that GraphQL does not find are missing.
     */
    async states(listed, withPayloads, patience) {
        if (listed.length === 0)
            return new Map();
        const call = {
            doing: `read the states of the deployments of ${listed[0]?.environment ?? ''}`,
            method: 'POST',
            path: github_call/* graphql */.U,
            parameters: {
                query: nodesQuery,
                variables: { ids: listed.map(({ nodeId }) => nodeId), payloads: withPayloads }
            },
            partial: true,
            parse: (data, headers) => {
                demandNoOtherErrors(data, headers);
                const nodes = (0,domain_json.at)(data, 'data', 'nodes');
                if (!Array.isArray(nodes))
                    return undefined;
                const seen = listed.flatMap(({ id, nodeId, ref }, place) => {
                    const node = nodes[place];
                    const sighting = (0,github_sighting/* lacksStatus */.xz)(node) ? undefined : (0,github_sighting/* sightingFrom */.Ii)(node);
                    return sighting === undefined ? [] : [[id, { ...sighting, id, nodeId, ref }]];
                });
                return new Map(seen);
            }
        };
        return this.#client.read(call, patience);
    }
    /** The deployment's latest state and URL and, in the same answer, the first page of its environment and others. */
    async look(deployment, scope, patience) {
        const variables = {
            ...this.#in,
            id: deployment.nodeId,
            also: scope.also,
            environments: [deployment.environment],
            after: null,
            around: scope.withEnvironment,
            payloads: scope.withPayloads
        };
        const parse = (data, headers) => {
            demandNoOtherErrors(data, headers);
            const node = (0,domain_json.at)(data, 'data', 'node');
            const others = (0,domain_json.at)(data, 'data', 'nodes');
            const page = scope.withEnvironment ? pageFrom(data, withNode) : undefined;
            // GraphQL may know a deployment by another id than REST does.
            const isMissing = node === undefined || node === null || (scope.withEnvironment && page === undefined);
            return isMissing || !Array.isArray(others) ? undefined : { node, others, page };
        };
        const doing = `look at deployment ${deployment.id}`;
        // One of the others may be gone.
        const question = { doing, query: lookQuery, variables, parse, partial: true };
        const { node, others, page } = await (0,github_connection/* inBites */.jH)(this.#client, this.#size, question, patience);
        const statuses = (0,github_sighting/* statusesOf */.CB)(node);
        const [newest = (0,domain_json.at)(node, 'latestStatus')] = statuses;
        const state = (0,domain_json/* textAt */.$6)(newest, 'state')?.toLowerCase();
        const environmentUrl = (0,github_sighting/* newestUrl */.Ez)(node);
        return {
            ...(state === undefined ? {} : { state }),
            ...(environmentUrl === undefined ? {} : { environmentUrl }),
            succeeded: statuses.some(isSuccess),
            also: others.map(github_sighting/* sightingFrom */.Ii).filter(other => other !== undefined),
            ...(page === undefined ? {} : { page: await this.#complete(page, patience) })
        };
    }
    /** Whether any status of a deployment was a success, however many it has. */
    async everSucceeded(nodeId) {
        let after;
        for (let page = 1; page <= paging/* mostPages */.uH; page++) {
            const question = {
                doing: 'read the history of a deployment',
                query: statesQuery,
                variables: { id: nodeId, after: after ?? null },
                parse: (data) => (0,github_connection/* connectionOf */.ao)((0,domain_json.at)(data, 'data', 'node', 'statuses'))
            };
            const { nodes, next } = await (0,github_connection/* inBites */.jH)(this.#client, this.#size, question);
            if (nodes.some(isSuccess))
                return true;
            if (next === undefined)
                return false;
            after = next;
        }
        return false;
    }
}
/** @throws Failed if anything but one of several nodes is wrong */
function demandNoOtherErrors(data, headers) {
    const isOfNode = (error) => (0,failure/* graphqlErrors */.dM)({ errors: [error] })[0]?.path.startsWith('nodes.') === true;
    const errors = (0,domain_json.at)(data, 'errors');
    const others = Array.isArray(errors) ? errors.filter(error => !isOfNode(error)) : [];
    const requestId = (0,domain_json/* textAt */.$6)(headers, 'x-github-request-id');
    const about = { status: 200, ...(requestId === undefined ? {} : { requestId }) };
    const fault = (0,failure/* graphqlFault */.IW)({ data: (0,domain_json.at)(data, 'data'), errors: others }, headers, about, false);
    if (fault !== undefined)
        throw new failure/* Failed */.cV(fault);
}
const inShort = ([first = '', ...others]) => others.length === 0 ? first : `${first} and ${others.length} more`;
function pageFrom(data, parse) {
    const connection = (0,github_connection/* connectionOf */.ao)((0,domain_json.at)(data, 'data', 'repository', 'deployments'));
    if (connection === undefined)
        return undefined;
    const entries = connection.nodes.map(parse).filter(entry => entry !== undefined);
    if (entries.length < connection.nodes.length)
        return undefined;
    return { entries, next: connection.next, isLast: connection.next === undefined };
}
function withNode(node) {
    const sighting = (0,github_sighting/* sightingFrom */.Ii)(node);
    return sighting === undefined ? undefined : { sighting, node };
}
const isSuccess = (status) => (0,domain_json/* textAt */.$6)(status, 'state') === 'SUCCESS';
function pastFrom(node) {
    const sighting = (0,github_sighting/* sightingFrom */.Ii)(node);
    const statuses = (0,domain_json.at)(node, 'statuses', 'nodes');
    if (sighting === undefined || !Array.isArray(statuses))
        return undefined;
    const succeeded = statuses.some(isSuccess);
    const isAll = (0,domain_json.at)(node, 'statuses', 'pageInfo', 'hasNextPage') !== true;
    const environmentUrl = sighting.environmentUrl ?? (0,github_sighting/* newestUrl */.Ez)(node);
    return {
        ...sighting,
        ...(environmentUrl === undefined ? {} : { environmentUrl }),
        ...(succeeded || isAll ? { succeeded } : {})
    };
}

;// CONCATENATED MODULE: ../github/listing.ts




/** The final state must still be written in time, whatever becomes of the look before it. */
const lookPatience = { within: 30_000 };
/**
 * The deployments of environments with their latest statuses: through GraphQL, and what that refuses, in whole or from
 * some page on, through REST.
 */
class Listing {
    #access;
    #deployments;
    #graphql;
    #rest;
    constructor({ access, deployments, graphql, rest }) {
        this.#access = access;
        this.#deployments = deployments;
        this.#graphql = graphql;
        this.#rest = rest;
    }
    /** The deployments of an environment with their past, newest first, a page at a time. */
    async *history(environment) {
        const pages = this.#either(() => this.#graphql.history(environment), (rest, unseen) => rest.history(environment, unseen));
        let place = 0;
        for await (const { entries } of (0,paging/* newestFirst */.ll)(pages, ({ createdAt }) => createdAt)) {
            yield entries.map(entry => ({ ...entry, place: place++ }));
        }
    }
    /** All the deployments of environments, in no order that anything depends on. */
    survey(environments) {
        const pages = this.#either(() => this.#graphql.survey(environments), (rest, unseen) => rest.survey(environments, unseen));
        return (0,paging/* entriesOf */.Mc)(pages);
    }
    /** Returns the newest page of an environment. If GraphQL refuses, the newest deployments of the task. */
    newestOfEnvironment(where, options) {
        return this.#access.orRest(async () => {
            const pages = this.#graphql.scan(where.environment, { ...options, patience: patienceOf(options) });
            return { ...(await firstOf(pages)), of: 'environment' };
        }, async () => (await this.#rest()).newestStates(await this.#newestOf(where, options), options));
    }
    /** Returns the newest hundred of a task in an environment: REST filters by task, GraphQL tells the states. */
    async newestOfTask(where, options) {
        const listed = await this.#newestOf(where, options);
        const oneByOne = async (those) => (await this.#rest()).newestStates(those, options);
        return this.#access.orRest(async () => {
            const seen = await this.#graphql.states(listed.deployments, options.withPayloads === true, patienceOf(options));
            const missing = listed.deployments.filter(({ id }) => !seen.has(id));
            const others = missing.length === 0 ? [] : (await oneByOne({ deployments: missing, isAll: true })).deployments;
            for (const other of others)
                if (other.id !== undefined)
                    seen.set(other.id, other);
            const deployments = listed.deployments.flatMap(({ id }) => seen.get(id) ?? []);
            return { deployments, of: 'task', isAll: listed.isAll };
        }, () => oneByOne(listed));
    }
    async #newestOf({ environment, task }, options) {
        return firstOf(this.#deployments.pages({ environment, task }, patienceOf(options)));
    }
    /** Looks at one deployment, at its environment and at a few others, in one request. */
    async look(deployment, scope) {
        try {
            if (this.#access.reads) {
                const { page, ...look } = await this.#graphql.look(deployment, scope, lookPatience);
                if (page === undefined)
                    return look;
                const options = { withPayloads: scope.withPayloads, from: page, patience: lookPatience };
                const newest = await firstOf(this.#graphql.scan(deployment.environment, options));
                return { ...look, newest: { ...newest, of: 'environment' } };
            }
        }
        catch (error) {
            // Whatever is wrong with GraphQL, its own limit included, may not be wrong with REST.
            if (!(error instanceof problem/* GitHubProblem */.Jy) || error.answer.limit === 'secondary')
                throw error;
            if ((0,access/* isRefusal */.v)(error))
                this.#access.refused(error);
        }
        return (await this.#rest()).look(deployment, lookPatience);
    }
    /** GraphQL's pages and, from where it refuses to go on, those of REST without what has been seen. */
    async *#either(graphql, rest) {
        const seen = new Seen();
        if (this.#access.reads) {
            try {
                for await (const page of graphql()) {
                    for (const { nodeId } of page.entries)
                        this.#access.shown.add(nodeId);
                    seen.add(page.entries);
                    yield page;
                }
                return;
            }
            catch (error) {
                if (!(0,access/* isRefusal */.v)(error))
                    throw error;
                this.#access.refused(error);
            }
        }
        yield* rest(await this.#rest(), page => seen.without(page));
    }
}
/** The newest page of a list. */
async function firstOf(pages) {
    for await (const { entries, isLast } of (0,paging/* newestFirst */.ll)(pages, ({ createdAt }) => createdAt)) {
        return { deployments: entries, isAll: isLast };
    }
    return { deployments: [], isAll: true };
}
const patienceOf = ({ withinMs }) => (withinMs === undefined ? {} : { within: withinMs });
/** What GraphQL has shown of a list. */
class Seen {
    #nodeIds = new Set();
    /** How many there are of each origin. */
    #origins = new Map();
    /** Set once a page of REST had an id that GraphQL had shown. */
    #sharesIds = false;
    add(sightings) {
        for (const sighting of sightings) {
            if (this.#nodeIds.has(sighting.nodeId))
                continue;
            this.#nodeIds.add(sighting.nodeId);
            const origin = (0,domain_deployment/* originOf */.yv)(sighting);
            this.#origins.set(origin, (this.#origins.get(origin) ?? 0) + 1);
        }
    }
    /** Those of a page of REST that have not been seen. If no id of the first page is known, REST has other ids: origins tell. */
    without(page) {
        this.#sharesIds ||= page.some(({ nodeId }) => this.#nodeIds.has(nodeId));
        if (this.#sharesIds)
            return page.filter(({ nodeId }) => !this.#nodeIds.has(nodeId));
        return page.filter(deployment => {
            const origin = (0,domain_deployment/* originOf */.yv)(deployment);
            const count = this.#origins.get(origin) ?? 0;
            this.#origins.set(origin, count - 1);
            return count <= 0;
        });
    }
}

// EXTERNAL MODULE: ../github/statuses.ts
var github_statuses = __nccwpck_require__(509);
;// CONCATENATED MODULE: ../github/gateway.ts







/** Makes something when it is first needed: what most steps do without is not even loaded. */
function later(make) {
    let made;
    return () => (made ??= make());
}
/** The GitHub port: GraphQL if much is read or written at once, REST for the rest and for what GraphQL refuses. */
class Gateway {
    #client;
    #access = new access/* GraphqlAccess */.M();
    #deployments;
    #statuses;
    #creation;
    #graphql;
    #listing;
    #writes;
    #environments;
    #pullRequests;
    constructor(client, repository) {
        const deployments = new github_deployments/* Deployments */.D(client, repository);
        const statuses = new github_statuses/* Statuses */.f(client, repository);
        const graphql = new GraphqlListing(client, repository);
        const rest = later(async () => new (await __nccwpck_require__.e(/* import() */ 626).then(__nccwpck_require__.bind(__nccwpck_require__, 8626))).RestListing(deployments, statuses));
        const access = this.#access;
        this.#client = client;
        this.#deployments = deployments;
        this.#statuses = statuses;
        this.#graphql = graphql;
        this.#creation = new Creation(client, repository, { deployments, statuses });
        this.#listing = new Listing({ access, deployments, graphql, rest });
        const sources = { client, repository, access, deployments, statuses };
        this.#writes = later(async () => new (await __nccwpck_require__.e(/* import() */ 479).then(__nccwpck_require__.bind(__nccwpck_require__, 1479))).Writes(sources));
        this.#environments = later(async () => new (await __nccwpck_require__.e(/* import() */ 985).then(__nccwpck_require__.bind(__nccwpck_require__, 9985))).Environments(client, repository, deployments));
        this.#pullRequests = later(async () => new (await __nccwpck_require__.e(/* import() */ 895).then(__nccwpck_require__.bind(__nccwpck_require__, 9895))).PullRequests(client, repository, access));
    }
    get now() {
        return this.#client.ourNow + this.#client.githubAhead;
    }
    get requests() {
        return this.#client.sent;
    }
    get pollInterval() {
        return this.#client.pollInterval;
    }
    createDeployment(deployment, intent, hear) {
        return this.#creation.create(deployment, intent, hear);
    }
    findBegun(intent) {
        return this.#creation.findBegun(intent);
    }
    twins(deployment, intent) {
        return this.#creation.twins(deployment, intent);
    }
    addStatus(deployment, status) {
        return this.#statuses.add(deployment, status);
    }
    deployment(id) {
        return this.#deployments.one(id);
    }
    deployments(filter) {
        return this.#deployments.list(filter);
    }
    statuses(id) {
        return this.#statuses.newest(id);
    }
    pullRequestHead(number) {
        return this.#deployments.pullRequestHead(number);
    }
    async mergeCommit(number) {
        return (await this.#pullRequests()).mergeCommit(number);
    }
    commit(ref) {
        return this.#deployments.commit(ref);
    }
    history(environment) {
        return this.#listing.history(environment);
    }
    everSucceeded(deployment) {
        const { id, nodeId } = deployment;
        if (id !== undefined)
            return this.#statuses.everSucceeded(id);
        const byRest = async (past) => {
            const record = (await this.records([past])).get(nodeId);
            return record !== undefined && this.#statuses.everSucceeded(record.id);
        };
        return this.#access.orRest(() => this.#graphql.everSucceeded(nodeId), () => byRest(deployment));
    }
    records(seen) {
        return this.#deployments.records(seen, this.#access.shown);
    }
    newestOfEnvironment(where, options) {
        return this.#listing.newestOfEnvironment(where, options);
    }
    newestOfTask(where, options) {
        return this.#listing.newestOfTask(where, options);
    }
    look(deployment, scope) {
        return this.#listing.look(deployment, scope);
    }
    async end(seen, end, attempt) {
        return (await this.#writes()).end(seen, end, attempt);
    }
    async delete(seen, attempt) {
        return (await this.#writes()).delete(seen, attempt);
    }
    /** One deployment with its latest status. */
    async sight(id) {
        return (0,github_sighting/* sightingOf */.H0)(await this.#deployments.one(id), await this.#statuses.newest(id));
    }
    survey(environments) {
        return this.#listing.survey(environments);
    }
    async environments() {
        return (await this.#environments()).names();
    }
    async environment(name) {
        return (await this.#environments()).find(name);
    }
    async spelling(environment) {
        return (await this.#environments()).spelling(environment);
    }
    async deleteEnvironment(name) {
        return (await this.#environments()).delete(name);
    }
    async openPullRequests() {
        return (await this.#pullRequests()).byCommit();
    }
}

;// CONCATENATED MODULE: ../runner/clock.ts

/** The longest time that a timer of Node takes; a longer one would end at once. */
const longestTimer = 2 ** 31 - 1;
/** The system's clock; whoever sleeps by it wakes when the job is cancelled. */
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
        }, Math.min(milliseconds, longestTimer));
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
;// CONCATENATED MODULE: ../runner/proxy.ts

/**
 * The proxy that the environment names for a URL, by the rules of `@actions/http-client`. Its own reader does not take a
 * password with a bare `%`, and reads what stands before the first colon of `localhost:3128` as a protocol.
 */
function proxyFor(url) {
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const [proxy] = [name, name.toUpperCase()].map(variable => process.env[variable] ?? '').filter(text => text !== '');
    if (proxy === undefined || checkBypass(url))
        return undefined;
    return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`) ?? undefined;
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ../runner/harmless.ts
/** What the runner shows of an annotation; a longer line is nobody's to read. */
const longestLine = 4096;
/**
 * Text as it may be printed: the runner takes `::name::` at the beginning of a line, and `##[name]` anywhere in it, for
 * a command, whoever wrote it. Characters that cannot be seen go, because the runner's comparison passes over them.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function harmless(text) {
    return text
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .map(line => line
        .slice(0, longestLine)
        .replaceAll('\t', '  ')
        // The classes take long to be built, and hardly any line needs them.
        .replaceAll(/[^ -~]+/g, rest => rest.replaceAll(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}]/gu, ''))
        // All of them at once: of three, two would be left.
        .replaceAll(/#{2,}\[/g, '#[')
        .replace(/^(\s*)::/, '$1: :'))
        .join('\n');
}

;// CONCATENATED MODULE: ../runner/runner.ts


/** The one key of our state. */
const key = 'receipt';
/** The largest summary that the runner takes. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const longestSummary = 1024 * 1024;
/**
 * The runner. What is told and handed on goes through `@actions/core`, in order; that takes long to load, so whoever has
 * sent a request gets ready while GitHub answers. What comes before the first request does not wait for it: the inputs,
 * and what is noted down for post, which is one line of JSON. Where a command file is missing or cannot be written,
 * everything else goes on, and one warning says so.
 */
class ActionsRunner {
    #core;
    #broken = new Set();
    /** Loads what telling and handing on takes. */
    getReady() {
        return (this.#core ??= __nccwpck_require__.e(/* import() */ 806).then(__nccwpck_require__.bind(__nccwpck_require__, 8806)));
    }
    input(name) {
        return (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
    }
    output(name, value) {
        this.#with(core => this.#attempt('The outputs', () => core.setOutput(name, value)));
    }
    /** Half of it, on a full disk, is no value. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings */
    save(receipt) {
        const file = process.env['GITHUB_STATE'] ?? '';
        if (file === '')
            this.#with(core => core.saveState(key, receipt));
        else
            this.#attempt('What post needs', () => (0,external_node_fs_namespaceObject.appendFileSync)(file, `${key}<<EOF\n${receipt}\nEOF\n`));
    }
    saved() {
        return process.env[`STATE_${key}`] ?? '';
    }
    debug(text) {
        this.#with(core => core.debug(harmless(text)));
    }
    info(text) {
        this.#with(core => core.info(harmless(text)));
    }
    group(title, lines) {
        this.#with(core => core.startGroup(harmless(title)));
        lines.forEach(line => this.info(line));
        this.#with(core => core.endGroup());
    }
    notice(text) {
        this.#with(core => core.notice(harmless(text)));
    }
    warning(text) {
        this.#with(core => core.warning(harmless(text)));
    }
    error(text) {
        this.#with(core => core.error(harmless(text)));
    }
    async summary(html) {
        if (Buffer.byteLength(html) > longestSummary) {
            this.warning('The job summary is left out: it would be larger than the 1 MiB that the runner takes.');
            return;
        }
        try {
            const core = await this.getReady();
            await core.summary.addRaw(html).write();
        }
        catch (error) {
            this.#complain('The job summary', error);
        }
    }
    #with(tell) {
        void this.getReady().then(tell);
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
        this.warning(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
}

;// CONCATENATED MODULE: ../runner/surroundings.ts


/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
const variable = (name) => process.env[name] ?? '';
/** The API of the server that the runner belongs to. */
const readApiUrl = () => (variable('GITHUB_API_URL') || 'https://api.github.com').replace(/\/+$/, '');
function readRun(checkRunId) {
    const number = (text) => (/^\d{1,15}$/.test(text) ? Number(text) : 0);
    const serverUrl = (variable('GITHUB_SERVER_URL') || 'https://github.com').replace(/\/+$/, '');
    const action = variable('GITHUB_ACTION_REPOSITORY');
    const [owner = '', name = ''] = variable('GITHUB_REPOSITORY').split('/');
    return {
        serverUrl,
        apiUrl: readApiUrl(),
        repository: { owner, name },
        runId: number(variable('GITHUB_RUN_ID')),
        runAttempt: number(variable('GITHUB_RUN_ATTEMPT')) || 1,
        ...(number(checkRunId) === 0 ? {} : { checkRunId: number(checkRunId) }),
        workflow: variable('GITHUB_WORKFLOW'),
        job: variable('GITHUB_JOB'),
        step: variable('GITHUB_ACTION'),
        actor: variable('GITHUB_ACTOR'),
        event: variable('GITHUB_EVENT_NAME'),
        ...(action === '' ? {} : { actionUrl: `${serverUrl}/${action}/blob/${variable('GITHUB_ACTION_REF') || 'HEAD'}` })
    };
}
/** The event that started the workflow; without a readable file, what the variables say of it. */
function readEvent(warn) {
    const event = { name: process.env['GITHUB_EVENT_NAME'] ?? '', sha: process.env['GITHUB_SHA'] ?? '' };
    try {
        return { ...event, payload: JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(eventPath, 'utf8')) };
    }
    catch (error) {
        const why = error instanceof SyntaxError ? 'it is not JSON' : (error.code ?? String(error));
        warn(`The file with the event cannot be read (${why}); only the variables of the runner are known.`);
        return { ...event, payload: {} };
    }
}

// EXTERNAL MODULE: ./exec.ts
var exec = __nccwpck_require__(1574);
;// CONCATENATED MODULE: ../runner/workspace.ts


/** The checkout of the job, through git. */
class GitWorkspace {
    async head() {
        // The checkout may belong to another user, as it does in a container job.
        const command = ['-c', 'safe.directory=*', 'rev-parse', '--verify', 'HEAD^{commit}'];
        // Where the folder is gone, asking for its name would end the process.
        const options = { cwd: '.', silent: true, ignoreReturnCode: true };
        const { stdout } = await (0,exec/* getExecOutput */.H)('git', command, options).catch(() => ({ stdout: '' }));
        const sha = stdout.trim();
        if (/^[0-9a-f]{40,64}$/.test(sha))
            return sha;
        throw new problem/* Problem */.AF('There is no commit in the workspace for "ref: HEAD".', 'Put a step with actions/checkout before this one, or leave the input "ref" out.');
    }
}

;// CONCATENATED MODULE: ../index.ts












/** The runner sends SIGINT and waits 7.5 seconds: a write in flight may use most of them. */
const lastWords = 6000;
const isPost = globalThis.deploymentLifecyclePhase === 'post';
const runner = new ActionsRunner();
const cancelled = new AbortController();
const clock = clockUntil(cancelled.signal);
const clients = [];
const tokenEnded = 'GitHub does not take the token any more (401), so the workflow\'s own stands in: what it begins starts no workflows. Check the input "token" where that matters.';
/** A mistyped `api-url` is told soon. Post keeps trying: a final state that is not recorded is worse than a late one. */
const unknownHostMs = isPost ? Infinity : 20_000;
const connect = ({ apiUrl, repository, tokens, tokenKind }, budget) => {
    const client = new Client({
        tokens,
        apiUrl,
        proxyFor: proxyFor,
        isRunnersApi: apiUrl === readApiUrl(),
        clock,
        budget,
        unknownHostMs,
        cancelled: cancelled.signal,
        lastWords,
        tokenKind,
        underway: () => void runner.getReady(),
        observe: ({ doing, took, status, requestId }) => runner.debug(`${status === 0 ? 'no answer' : status} in ${took} ms: ${doing}${requestId === undefined ? '' : ` [${requestId}]`}`),
        replaced: () => (isPost ? runner.info(tokenEnded) : runner.warning(tokenEnded)),
        waiting: (why, wait) => runner.info(`${why.message} Trying again in ${(0,domain_deployment/* duration */.p0)(wait)}.`)
    });
    clients.push(client);
    return new Gateway(client, repository);
};
/** The phase that the runner started: the operation, or what is left of it when the job is over. */
async function run() {
    try {
        // After post comes nobody who could end what it leaves: it finishes, whoever signals.
        const stop = () => {
            if (!isPost)
                cancelled.abort();
        };
        for (const signal of ['SIGINT', 'SIGTERM'])
            process.on(signal, stop);
        const run = readRun(runner.input('check-run-id'));
        const event = readEvent(text => runner.warning(text));
        await (isPost ? post : main)({ runner, workspace: new GitWorkspace(), clock, run, event, connect });
        process.exitCode = 0;
    }
    catch (error) {
        if (error instanceof problem/* Cancelled */.cJ)
            runner.info((0,problem/* explain */.WE)(error));
        else
            runner.error((0,problem/* explain */.WE)(error));
        if (error instanceof Error && error.stack !== undefined)
            runner.debug(error.stack);
        process.exitCode = 1;
    }
    finally {
        clients.forEach(client => client.close());
    }
}
// Whatever ends the process before its time, it has not succeeded.
process.exitCode = 1;
void run();

module.exports = __webpack_exports__;
/******/ })()
;
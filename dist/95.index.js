"use strict";
exports.id = 95;
exports.ids = [95];
exports.modules = {

/***/ 4773:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ factTable),
/* harmony export */   R_: () => (/* binding */ heading),
/* harmony export */   ih: () => (/* binding */ escape),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   xI: () => (/* binding */ marked),
/* harmony export */   xs: () => (/* binding */ environmentPage)
/* harmony export */ });
/** Escapes text for HTML. Returns one line because a blank line would end the table and start Markdown. */
function escape(text) {
    return text
        .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
}
/** Returns a link if the address is a web URL, otherwise only the text. */
function link(address, text) {
    return /^https?:\/\//i.test(address) ? `<a href="${escape(address)}">${escape(text)}</a>` : escape(text);
}
/** Returns the heading of a summary. Each step of a job may write one. */
const heading = (text) => `<h3>${escape(text)}</h3>`;
/**
 * Returns an HTML table.
 *
 * @param rows the cells of each row
 */
const table = (rows) => `<table>${rows.map(row => `<tr>${row}</tr>`).join('')}</table>`;
/** Returns an HTML table with a name and its value, as HTML, in each row. */
const factTable = (facts) => table(facts.map(([name, value]) => `<th align="left">${name}</th><td>${value}</td>`));
const marks = {
    success: '\ud83d\udfe2',
    failure: '\ud83d\udd34',
    error: '\ud83d\udd34',
    in_progress: '\ud83d\udfe1',
    queued: '\ud83d\udfe1',
    pending: '\ud83d\udfe1',
    waiting: '\ud83d\udfe1'
};
/** Returns a state with its mark in front. */
const marked = (state, without) => `${marks[state ?? ''] ?? '\u26aa'} ${escape(state ?? without)}`;
/** Returns the URL of the page that lists the deployments of an environment. */
const environmentPage = (repo, environment) => `${repo}/deployments/activity_log?environments_filter=${encodeURIComponent(environment)}`;


/***/ }),

/***/ 518:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mw: () => (/* binding */ ReceiptBook),
/* harmony export */   b8: () => (/* binding */ readReceipt)
/* harmony export */ });
/* unused harmony export writeReceipt */
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1612);
/* harmony import */ var _messages_post_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4408);


/** Keeps the receipt up to date, so post can always find a deployment that main started. */
class ReceiptBook {
    #runner;
    #receipt;
    constructor(command, { connection, summary }, runner, clock) {
        this.#runner = runner;
        const { operation, logUrl, autoInactive, description, environmentUrl } = command;
        const { apiUrl, repository } = connection;
        this.#receipt = {
            operation,
            apiUrl,
            repository,
            startedAtMs: clock.now(),
            logUrl,
            autoInactive,
            summary,
            description,
            environmentUrl
        };
    }
    save(facts) {
        this.#receipt = { ...this.#receipt, ...facts };
        if (this.#receipt.deployment !== undefined)
            delete this.#receipt.intent;
        this.#runner.save(writeReceipt(this.#receipt));
    }
    close() {
        this.#runner.save('');
    }
}
/** Serializes a receipt without the payload, which post does not need and which may be too large for a variable. */
function writeReceipt({ deployment, ...rest }) {
    return JSON.stringify(deployment === undefined ? rest : { ...rest, deployment: { ...deployment, payload: {} } });
}
/**
 * Parses a receipt.
 *
 * @throws Problem if the text was cut off, for example by a full disk
 */
function readReceipt(text) {
    const receipt = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .decoded */ .DH)(text);
    if (!(0,_domain_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(receipt))
        throw (0,_messages_post_js__WEBPACK_IMPORTED_MODULE_0__/* .savedStateUnreadable */ .EG)();
    return receipt;
}


/***/ }),

/***/ 4278:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ Report)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(289);
/* harmony import */ var _html_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4773);


/** Turns what an operation reports into log lines, outputs and the job summary. */
class Report {
    runner;
    /** Page of the repository. */
    repo;
    #command;
    #deployment;
    #status;
    #superseded = 0;
    #previousSha;
    #summary;
    constructor(runner, repo, command = { operation: 'deploy' }) {
        this.runner = runner;
        this.repo = repo;
        this.#command = command;
    }
    info(text) {
        this.runner.info(text);
    }
    note(note) {
        this.runner.note(note);
    }
    previous(previous) {
        this.#previousSha = previous.sha;
        this.runner.output('previous-sha', previous.sha ?? '');
        if (previous.id !== undefined)
            this.runner.output('previous-deployment-id', String(previous.id));
        this.runner.info(`Previous    ${describePrevious(previous)}`);
    }
    rollback(sha) {
        this.runner.output('rollback-sha', sha ?? '');
        if (sha !== undefined)
            this.runner.info(`Rollback    ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(sha)}`);
    }
    superseded(deployments) {
        this.#superseded += deployments.length;
        this.runner.info(`Superseded  ${deployments.map(({ sha }) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(sha)).join(', ')} (set to inactive)`);
    }
    /** Sets the output with the number of superseded deployments, even if it is 0. */
    countSuperseded() {
        this.runner.output('deactivated', String(this.#superseded));
    }
    /** Sets what post knows from main. */
    deploymentWas(deployment, previousSha) {
        this.#deployment = deployment;
        this.#previousSha = previousSha;
    }
    deployment(how, deployment, logUrl) {
        this.#deployment = deployment;
        const { id, url, environment, ref, sha, task, payload } = deployment;
        this.runner.output('deployment-id', String(id));
        this.runner.output('deployment-url', url);
        this.runner.output('environment', environment);
        this.runner.output('ref', ref);
        this.runner.output('sha', sha);
        this.runner.output('task', task);
        this.runner.output('payload', (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .payloadJson */ .V3)(payload));
        if (logUrl !== undefined)
            this.runner.output('log-url', logUrl);
        const kind = deployment.transient ? 'transient ' : deployment.production ? 'production ' : '';
        const verb = { created: 'Created', 'taken over': 'Taken over', found: 'Found' }[how].padEnd(12);
        const page = (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentPage */ .xs)(this.repo, environment);
        this.runner.info(`${verb}deployment ${id} of ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(sha)} to ${kind}environment ${environment}: ${page}`);
    }
    status(status, deployment) {
        this.#status = status;
        this.runner.output('status-id', String(status.id));
        this.runner.output('state', status.state);
        this.runner.output('environment-url', status.environmentUrl);
        this.runner.info(`Status      ${status.state}: ${status.description}`);
        if (status.environmentUrl !== '')
            this.runner.info(`URL         ${status.environmentUrl}`);
        this.#deployment ??= deployment;
    }
    seen(status) {
        this.#status = status;
        const { state, description, environmentUrl, logUrl, createdAt } = status;
        this.runner.output('state', state);
        this.runner.output('environment-url', environmentUrl);
        this.runner.output('log-url', logUrl);
        const label = createdAt === '' ? 'State' : `${createdAt.slice(11, 19)}Z`;
        this.runner.info(`${label.padEnd(12)}${state}${description === '' ? '' : `: ${description}`}`);
        if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isFinal */ .dR)(state) && environmentUrl !== '')
            this.runner.info(`URL         ${environmentUrl}`);
    }
    ended(state, environmentUrl) {
        this.#status = { state, environmentUrl, description: '', logUrl: '', createdAt: '' };
    }
    /** Replaces the usual job summary with the HTML of an operation. */
    summarizeAs(html) {
        this.#summary = html;
    }
    /**
     * Writes the job summary: a heading for the operation, and a table with the result of the deployment. Escapes all
     * external text.
     *
     * @param took duration of the deployment, in milliseconds
     */
    async summarize({ took, hasFailed = false } = {}) {
        const repo = this.repo;
        const asked = this.#command;
        if (this.#summary !== undefined) {
            await this.runner.summary(this.#summary);
            return;
        }
        const { headingOf } = await __webpack_require__.e(/* import() */ 128).then(__webpack_require__.bind(__webpack_require__, 128));
        const deployment = this.#deployment;
        const status = this.#status;
        if (deployment === undefined) {
            if (asked.operation !== 'find' || hasFailed)
                return;
            const { lines, states } = asked;
            await this.runner.summary(`${(0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .heading */ .R_)(`${lines.join(', ')} has no deployment in state ${states.join(' or ')}`)}\n`);
            return;
        }
        const compare = this.#previousSha === undefined || this.#previousSha === deployment.sha
            ? ''
            : ` (${(0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(`${repo}/compare/${this.#previousSha}...${deployment.sha}`, `changes since ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(this.#previousSha)}`)})`;
        const rows = [
            ['Environment', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)((0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentPage */ .xs)(repo, deployment.environment), deployment.environment)],
            ['State', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .marked */ .xI)(status?.state, 'created, no status yet')],
            ['Commit', `${(0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(`${repo}/commit/${deployment.sha}`, (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(deployment.sha))}${compare}`],
            ['Description', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .escape */ .ih)(status?.description ?? '')],
            ['URL', (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(status?.environmentUrl ?? '', status?.environmentUrl ?? '')],
            ['Duration', took === undefined ? '' : (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(took)],
            ['Log', status === undefined || status.logUrl === '' ? '' : (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(status.logUrl, 'job log')],
            ['Superseded', this.#superseded === 0 ? '' : String(this.#superseded)]
        ];
        const body = (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .factTable */ .Bu)(rows.filter(([, value]) => value !== ''));
        const title = (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .heading */ .R_)(headingOf(asked, deployment.environment, status?.state, hasFailed));
        await this.runner.summary(`${title}${body}\n`);
    }
}
/** Returns the previous deployment as text, with the number of deployments that were searched if that is limited. */
function describePrevious({ sha, among }) {
    if (sha !== undefined)
        return (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(sha);
    return among === undefined ? 'none' : `none among the newest ${among} deployments`;
}


/***/ }),

/***/ 7497:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lx: () => (/* binding */ hasControls),
/* harmony export */   P8: () => (/* binding */ isJsonList),
/* harmony export */   VR: () => (/* binding */ looksIncomplete),
/* harmony export */   d3: () => (/* binding */ isWebAddress)
/* harmony export */ });
/* harmony import */ var _domain_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1612);

/**
 * Whether a text is a JSON list, as `toJSON` writes it over several lines. On one line, a list without quotes, such as
 * `[12]`, is a pattern.
 */
function isJsonList(text) {
    const list = (0,_domain_json_js__WEBPACK_IMPORTED_MODULE_0__/* .decoded */ .DH)(text);
    return Array.isArray(list) && (list.length === 0 || /["\n]/.test(text));
}
/** Whether the name of an environment looks as if an expression in it were empty, such as `preview/pr-`. */
const looksIncomplete = (name) => /^[-_/]|[-\u2013_./#:]$|\/\/|\(\)/.test(name);
/** Whether a text is an absolute http(s) URL. */
function isWebAddress(text) {
    const url = URL.parse(text);
    // An empty output leaves a URL such as `https://.example.com`.
    const isWhole = url !== null && !/^\.|\.\./.test(url.hostname);
    return isWhole && /^https?:\/\/\S+$/i.test(text) && !hasControls(text);
}
/**
 * Whether a text has control characters. Avoids the Unicode class because compiling it would add a millisecond to every
 * deployment.
 */
const hasControls = (text) => !/^[ -~\u00a0-\uffff]*$/.test(text);


/***/ }),

/***/ 2727:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ commitOf),
/* harmony export */   T5: () => (/* binding */ isPullRequestEvent),
/* harmony export */   k7: () => (/* binding */ isTransientByEvent)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1612);
/* harmony import */ var _messages_commit_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8111);


/** Whether the event is about a pull request, its review, or a comment on its code. */
const isPullRequestEvent = (event) => event.name.startsWith('pull_request');
/** Whether the event is about a pull request that has been merged. */
function isMerged(event) {
    const pull = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(event.payload, 'pull_request');
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(pull, 'merged') === true || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(pull, 'merged_at') !== undefined;
}
const isCommentOnPullRequest = (event) => event.name === 'issue_comment' && (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(event.payload, 'issue', 'pull_request') !== undefined;
/**
 * Returns the commit that the event is about. The workflow deploys this commit, which is not always `GITHUB_SHA`. On a
 * pull request, `GITHUB_SHA` is GitHub's test merge commit, and a deployment of it does not show on the pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
function commitOf(event, ref) {
    if (ref === 'HEAD')
        return { kind: 'head', mergeCommits: mergeCommitsOf(event) };
    if (ref !== undefined)
        return { kind: 'ref', ref, ...(isTestMerge(event, ref) ? { isTestMerge: true } : {}) };
    if (isCommentOnPullRequest(event)) {
        const number = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(event.payload, 'issue', 'number');
        if (number !== undefined)
            return { kind: 'pull-request', number };
    }
    if (isDeletion(event))
        throw (0,_messages_commit_js__WEBPACK_IMPORTED_MODULE_0__/* .eventOfDeletedRef */ .IN)({ event: event.name });
    const [path, sha] = commitIn(event);
    if (sha !== undefined)
        return { kind: 'ref', ref: sha };
    // After a merge, `GITHUB_SHA` of `pull_request` is the merge commit.
    // https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
    if (event.name === 'pull_request' && isMerged(event) && event.sha !== '')
        return { kind: 'ref', ref: event.sha };
    throw (0,_messages_commit_js__WEBPACK_IMPORTED_MODULE_0__/* .eventWithoutCommit */ .AH)({ event: event.name, path });
}
/** Returns the test merge commits of a pull request. On `pull_request_target`, `GITHUB_SHA` is from the base branch. */
function mergeCommitsOf(event) {
    if (!isPullRequestEvent(event) || isMerged(event))
        return [];
    const tried = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(event.payload, 'pull_request', 'merge_commit_sha') ?? '';
    return [tried, event.name === 'pull_request_target' ? '' : event.sha].filter(sha => sha !== '');
}
/**
 * Whether a ref is GitHub's test merge commit of a pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
const isTestMerge = (event, ref) => /^(refs\/)?pull\/\d+\/merge$/.test(ref) || mergeCommitsOf(event).includes(ref.toLowerCase());
const isDeletion = (event) => event.name === 'delete' || (event.name === 'push' && (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(event.payload, 'deleted') === true);
/** Returns the path of the commit in the event, and the commit itself. */
function commitIn(event) {
    const read = (...path) => [
        `github.event.${path.join('.')}`,
        (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(event.payload, ...path)
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
 * Whether a deployment made on this event is transient by default. A preview of a pull request is transient, unless the
 * pull request was merged or the deployment goes to production.
 * https://docs.github.com/rest/deployments/deployments#create-a-deployment (transient_environment)
 */
function isTransientByEvent(event, target) {
    if (target.production || target.environment.toLowerCase() === 'production')
        return false;
    if (isPullRequestEvent(event))
        return !isMerged(event);
    if (isCommentOnPullRequest(event))
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(event.payload, 'issue', 'pull_request', 'merged_at') === undefined;
    return (event.name === 'workflow_run' && ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(event.payload, 'workflow_run', 'event') ?? '').startsWith('pull_request'));
}


/***/ }),

/***/ 8396:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Db: () => (/* binding */ hasForeignPayload),
/* harmony export */   Dr: () => (/* binding */ isNumbered),
/* harmony export */   Or: () => (/* binding */ makerOf),
/* harmony export */   Px: () => (/* binding */ isByRun),
/* harmony export */   VZ: () => (/* binding */ isPassedOver),
/* harmony export */   b_: () => (/* binding */ isByJob),
/* harmony export */   bl: () => (/* binding */ isByEarlierAttempt),
/* harmony export */   nw: () => (/* binding */ makerFrom),
/* harmony export */   zP: () => (/* binding */ describeMaking)
/* harmony export */ });
/* unused harmony export isAnotherApps */
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(289);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1612);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8097);



/** Number of statuses on a full page. If more exist, the oldest status is not on the page. */
const fullPage = 100;
/** Whether only the log URL can name the maker of a deployment, because the payload is the author's own. */
const hasForeignPayload = ({ payload }) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(payload, 'run_id') === undefined;
/** Reads the maker of a deployment. @param statuses the newest first; omit them if they were not read */
function makerOf({ payload }, statuses, run) {
    const hasFirst = statuses !== undefined && statuses.length < fullPage;
    return makerFrom(payload, hasFirst ? statuses.at(-1)?.logUrl : undefined, run);
}
/** Reads the maker of a deployment from its payload or, if that does not name a run, from a log URL. */
function makerFrom(payload, log, run) {
    const runId = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(payload, 'run_id');
    if (runId === undefined)
        return madeByLog(log, run);
    return {
        runId,
        runAttempt: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(payload, 'run_attempt'),
        checkRunId: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(payload, 'check_run_id'),
        job: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(payload, 'job'),
        operation: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(payload, 'operation')
    };
}
function madeByLog(url, run) {
    const page = (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .logPageOf */ .NB)(url, run) ?? {};
    const isOwn = page.checkRunId !== undefined && page.checkRunId === run.checkRunId;
    // The older form of a job's URL does not name its run.
    if (isOwn)
        return { ...page, runId: run.runId, runAttempt: run.runAttempt };
    return { ...page, runId: (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .runIdOf */ .SR)(url, run) };
}
const isByRun = (maker, run) => maker.runId === run.runId;
/** Whether the check run ids of both the maker's job and this job are known, so the jobs can be distinguished. */
const isNumbered = (maker, run) => maker.checkRunId !== undefined && run.checkRunId !== undefined;
/**
 * Whether another app made a deployment, such as a host or a controller in a cluster. Its creator is a bot. A workflow
 * may use an app's token, but then the log is the page of a run.
 *
 * @param own the creator of the deployment that this step creates or updates
 */
function isAnotherApps({ creator, logUrl }, run, own) {
    if (creator?.isBot !== true || creator.login === 'github-actions')
        return false;
    if (own?.isBot === true && own.login === creator.login)
        return false;
    return (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .runIdOf */ .SR)(logUrl, run) === undefined && (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .logPageOf */ .NB)(logUrl, run) === undefined;
}
/** Whether `find` only takes a deployment if there is no other: GitHub's own record for a job, or another app's. */
const isPassedOver = (listed, run) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .githubsRecordOf */ .ht)(listed, run) !== undefined || isAnotherApps(listed, run);
/** Whether this very job is the maker. Without check run ids, several jobs of a matrix look the same. */
function isByJob(maker, run) {
    if (!isByRun(maker, run))
        return false;
    if (isNumbered(maker, run))
        return maker.checkRunId === run.checkRunId;
    return maker.job === run.job && maker.runAttempt === run.runAttempt;
}
/** Whether an earlier attempt of this run is the maker, or `unknown` if the log URL does not name the attempt. */
function isByEarlierAttempt(maker, run) {
    if (maker.runAttempt !== undefined)
        return maker.runAttempt < run.runAttempt;
    return run.runAttempt > 1 ? 'unknown' : false;
}
/** Describes the creation: `created 22h ago by run 1111`. @param now milliseconds, GitHub's clock */
function describeMaking({ createdAt }, { runId }, now) {
    const ago = `created ${(0,_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(now - Date.parse(createdAt))} ago by`;
    if (runId !== undefined)
        return `${ago} run ${runId}`;
    return `${ago} somebody else (neither its payload nor the log of its first status names a run)`;
}


/***/ }),

/***/ 8948:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JR: () => (/* binding */ isSkipped),
/* harmony export */   L3: () => (/* binding */ knownWords),
/* harmony export */   SS: () => (/* binding */ describeOutcome),
/* harmony export */   sG: () => (/* binding */ outcomeOf),
/* harmony export */   wX: () => (/* binding */ outcomeWords)
/* harmony export */ });
/* unused harmony export soleWords */
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(289);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1612);


/** Outcomes of a job or a step. https://docs.github.com/actions/reference/workflows-and-actions/contexts#steps-context */
const results = ['success', 'failure', 'error', 'cancelled', 'skipped'];
/** Words that are valid alone: outcomes of a job or a step, and deployment states. */
const soleWords = [..._deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .states */ .xP, 'cancelled', 'skipped'];
/** Returns the known words. Deployment states are known only if the word is the only one. */
const knownWords = (words) => (words.length > 1 ? results : soleWords);
/**
 * Reads one or more outcomes and returns them in lower case. Accepts commas, spaces or line breaks between them, such
 * as from `${{ join(needs.*.result) }}`, or a JSON list, such as from `${{ toJSON(needs.*.result) }}`.
 */
function outcomeWords(text) {
    return (jsonList(text) ?? text.split(/[\s,]/)).map(word => word.trim().toLowerCase()).filter(word => word !== '');
}
function jsonList(text) {
    const list = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .decoded */ .DH)(text);
    if (!Array.isArray(list))
        return undefined;
    return list.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
}
/** Whether everything was skipped, so there is nothing to record. */
const isSkipped = (words) => words.length > 0 && words.every(word => word === 'skipped');
/** Returns the rank of a word, 0 for the worst. Words of the same rank are equally bad, so the first one decides. */
function rankOf(word, known) {
    if (word === 'failure' || word === 'error')
        return 0;
    if (word === 'cancelled')
        return 1;
    if (!known.includes(word))
        return 2;
    return word === 'skipped' ? 4 : 3;
}
/**
 * Returns the deployment state for one or more outcomes. The worst outcome counts. `skipped` becomes `inactive`,
 * because nothing was deployed. `cancelled` becomes `inactive` for a transient deployment. For any other deployment, it
 * becomes `error`, because the deployment may be half done. An unknown word becomes `error`.
 */
function outcomeOf(words, deployment) {
    const known = knownWords(words);
    const [word = ''] = words.toSorted((one, other) => rankOf(one, known) - rankOf(other, known));
    const unknown = words.length === 0 ? [''] : [...new Set(words.filter(each => !known.includes(each)))];
    const others = words.filter(each => each !== word);
    return {
        state: stateFor(word, known, deployment),
        word,
        unknown,
        tally: others.length === 0 ? undefined : `${word} (${counted(others)})`
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
/** Returns how often each word occurs: `1 success, 2 skipped`. */
const counted = (words) => [...new Set(words)].map(word => `${words.filter(each => each === word).length} ${word}`).join(', ');
/**
 * Returns the default description of a status: the commit, the outcome and the duration.
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

/***/ 8879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ older),
/* harmony export */   Dp: () => (/* binding */ supersedingOf),
/* harmony export */   Fr: () => (/* binding */ predecessorOf),
/* harmony export */   Uh: () => (/* binding */ isLeftOpen),
/* harmony export */   Yb: () => (/* binding */ hasPredecessor),
/* harmony export */   Z$: () => (/* binding */ hasOtherTasks),
/* harmony export */   lO: () => (/* binding */ isSibling),
/* harmony export */   oV: () => (/* binding */ olderOfOtherTasks)
/* harmony export */ });
/* unused harmony export isWhole */
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(289);
/* harmony import */ var _going_back_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(704);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1612);
/* harmony import */ var _maker_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8396);




/**
 * Decides who deactivates the older deployments after a success. GitHub's rule deactivates deployments of every task,
 * but no transient ones. So it is used only if a list read after the creation shows the whole environment without a
 * live deployment of another task.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 *
 * @param newest this list, if it could be read
 */
function supersedingOf(autoInactive, deployment, newest) {
    if (autoInactive === 'false' || (autoInactive === 'true' && deployment.production))
        return 'nobody';
    const isPlain = autoInactive === 'true' && !deployment.transient && deployment.task === 'deploy';
    const isAlone = newest !== undefined && isWhole(newest, deployment) && !hasOtherTasks(newest.deployments, deployment);
    return isPlain && isAlone ? 'GitHub' : 'us';
}
/** Whether a list shows the whole environment. A list without the deployment itself is too old. */
const isWhole = ({ deployments, of, isAll }, own) => of === 'environment' && isAll && deployments.some(({ nodeId }) => nodeId === own.nodeId);
/** Whether a deployment of another task is live. */
const hasOtherTasks = (listed, own) => listed.some(({ task, state }) => task !== own.task && (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isLive */ .DG)(state));
/**
 * Returns the deployments of the same environment that are older than the given one. The list has the newest first. For
 * deployments from the same second, their place in the list decides.
 */
function olderThan(listed, than) {
    const own = listed.findIndex(({ nodeId }) => nodeId === than.nodeId);
    const firstOlder = own === -1 ? listed.length : own + 1;
    return listed.filter((other, place) => other.nodeId !== than.nodeId &&
        (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(other.environment, than.environment) &&
        (other.createdAt < than.createdAt || (other.createdAt === than.createdAt && place >= firstOlder)));
}
/** Returns the older, still successful deployments of the same environment and task. Never itself or a newer one. */
const older = (listed, than) => olderThan(listed, than).filter(({ task, state }) => task === than.task && state === 'success');
/** Returns how many older deployments of other tasks are still successful. */
const olderOfOtherTasks = (listed, than) => olderThan(listed, than).filter(({ task, state }) => task !== than.task && state === 'success').length;
/** Whether a list has a deployment of an environment and task that was good in the end. */
const hasPredecessor = (listed, { environment, task }) => listed.some(one => one.task === task && (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(one.environment, environment) && (0,_going_back_js__WEBPACK_IMPORTED_MODULE_1__/* .wasGood */ .x3)(one));
/**
 * Returns the newest deployment before the given one that was good in the end, in the same environment and task. A list
 * that was read in parallel with the creation may lack the given one. Then every deployment that is not newer came
 * before it.
 */
function predecessorOf(listed, own) {
    const isListed = listed.some(({ nodeId }) => nodeId === own.nodeId);
    return olderThan(isListed ? listed : [own, ...listed], own).find(other => other.task === own.task && (0,_going_back_js__WEBPACK_IMPORTED_MODULE_1__/* .wasGood */ .x3)(other));
}
/**
 * Whether another job of the same run and attempt made a deployment for the same commit. Both are parts of one system,
 * and each should have its own task. In a later attempt, only the payload shows which attempt made the deployment.
 */
function isSibling(other, own, run) {
    const maker = (0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .makerFrom */ .nw)(other.payload, other.logUrl, run);
    // The log URL of a job does not name the attempt.
    const attempt = maker.runAttempt ?? ((0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isNumbered */ .Dr)(maker, run) ? 1 : undefined);
    return other.sha === own.sha && (0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isByRun */ .Px)(maker, run) && attempt === run.runAttempt && !(0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isByJob */ .b_)(maker, run);
}
/**
 * Whether the same step left a deployment open in an earlier attempt of the run, because its runner was lost. The
 * payload must have been read, because it shows this.
 */
function isLeftOpen(other, own, run) {
    const maker = (0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .makerFrom */ .nw)(other.payload, undefined, run);
    return (!(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFinal */ .dR)(other.state) &&
        other.nodeId !== own.nodeId &&
        other.task === own.task &&
        (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(other.environment, own.environment) &&
        (0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isByRun */ .Px)(maker, run) &&
        (0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isByEarlierAttempt */ .bl)(maker, run) === true &&
        maker.job === run.job &&
        (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(other.payload, 'step') === run.step &&
        maker.operation === 'deploy');
}


/***/ }),

/***/ 9117:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ tokenKind)
/* harmony export */ });
/* harmony import */ var _commit_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2727);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1612);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8097);



/** Events on which a workflow that Dependabot started gets a read-only token, unless the job requests more. */
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
 * Returns the kind of a token, with GitHub's restrictions for this event.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflows-in-forked-repositories
 * https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 *
 * @param repository the repository that the token is used for
 */
function tokenKind(token, workflowToken, repository, run, event) {
    if (token !== workflowToken)
        return 'given';
    if (!(0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .sameRepository */ .RB)(repository, run.repository))
        return 'elsewhere';
    if (run.actor === 'dependabot[bot]' && dependabotEvents.has(event.name))
        return 'Dependabot';
    return isFromFork(event) ? 'fork' : 'workflow';
}
function isFromFork(event) {
    if (!(0,_commit_js__WEBPACK_IMPORTED_MODULE_0__/* .isPullRequestEvent */ .T5)(event) || event.name === 'pull_request_target')
        return false;
    const base = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(event.payload, 'pull_request', 'base', 'repo', 'full_name');
    // A fork that was deleted meanwhile has no repository.
    return base !== undefined && (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(event.payload, 'pull_request', 'head', 'repo', 'full_name') !== base;
}


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $m: () => (/* binding */ environmentsIncomplete),
/* harmony export */   Cv: () => (/* binding */ environmentMatchesAll),
/* harmony export */   Gt: () => (/* binding */ environmentNotOneName),
/* harmony export */   He: () => (/* binding */ mustBeTrueOrFalse),
/* harmony export */   JB: () => (/* binding */ requiredContextsMixed),
/* harmony export */   MM: () => (/* binding */ onlyExclusions),
/* harmony export */   Or: () => (/* binding */ environmentIsList),
/* harmony export */   P3: () => (/* binding */ mustBeOneLine),
/* harmony export */   UA: () => (/* binding */ mustBeOneOf),
/* harmony export */   Ux: () => (/* binding */ mustBeSomeOf),
/* harmony export */   ZG: () => (/* binding */ mustBeDuration),
/* harmony export */   _M: () => (/* binding */ exclusionEmpty),
/* harmony export */   hV: () => (/* binding */ environmentsAreList),
/* harmony export */   n9: () => (/* binding */ mustBeWholeNumber),
/* harmony export */   oe: () => (/* binding */ mustBeUrl),
/* harmony export */   qF: () => (/* binding */ environmentTooLong),
/* harmony export */   uo: () => (/* binding */ environmentWithControls),
/* harmony export */   v1: () => (/* binding */ payloadNotObject),
/* harmony export */   v8: () => (/* binding */ descriptionCut)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** A value has several lines or control characters. */
const mustBeOneLine = ({ name }) => `"${name}" must be one line without control characters.`;
/** A value is not a boolean. */
const mustBeTrueOrFalse = ({ name, value }) => `"${name}" must be true or false, not "${value}".`;
/** A value is not one of the allowed words. */
const mustBeOneOf = ({ name, allowed, value }) => `"${name}" must be one of ${allowed.join(', ')}, not "${value}".`;
/** A word in a list is not one of the allowed words. */
const mustBeSomeOf = ({ name, allowed, value }) => `"${name}" must be one or more of ${allowed.join(', ')}, not "${value}".`;
/** A value is not a whole number, or is too small. */
const mustBeWholeNumber = ({ name, least, value }) => `"${name}" must be a whole number of at least ${least}, not "${value}".`;
/** A value is not a duration. */
const mustBeDuration = ({ name, value }) => `"${name}" must be a number with s, m, h or d, such as 90s, 30m, 12h or 14d, not "${value}".`;
/** A value is not a URL, or has quotes around it, as `terraform output` prints it without `-raw`. */
const mustBeUrl = ({ name, value }) => /^(["'`]).*\1$/.test(value)
    ? `"${name}" must be a URL without quotes around it, not ${value}. With Terraform, use "terraform output -raw".`
    : `"${name}" must be an absolute http or https URL, not "${value}".`;
/** `payload` starts like JSON, but is a list or has a syntax error. */
const payloadNotObject = () => '"payload" begins like JSON, but is not a JSON object.';
/** `required-contexts` combines `none` or `all` with names. */
const requiredContextsMixed = () => '"required-contexts" must be none, all, or names; not a mixture.';
/** `environment` has several lines, and the operation accepts one name. */
const environmentNotOneName = () => '"environment" must be one name: for several, run the job as a matrix.';
/** `environment` is a JSON list, and the operation accepts one name. */
const environmentIsList = () => `"environment" must be one name, not a JSON list: for several, run the job as a matrix. ${listAsName}`;
/** `environment` is a JSON list, and the operation accepts several names. */
const environmentsAreList = () => `"environment" must have one name or pattern per line, not a JSON list. ${listAsName}`;
const listAsName = 'If an environment has this name, write "\\[" instead of "[" at its start.';
/** The name of an environment has control characters. */
const environmentWithControls = () => '"environment" must not contain control characters.';
/** The name of an environment is longer than GitHub accepts. */
const environmentTooLong = ({ length }) => `"environment" must have at most 255 characters, not ${length}.`;
/** A pattern of a teardown matches every environment, and no line excludes any. */
const environmentMatchesAll = ({ pattern }) => `"environment" must not be "${pattern}" without an exclusion: it matches every environment. Add a line for each one that must stay, such as "!staging".`;
/** A line of `environment` is only `!`. */
const exclusionEmpty = () => '"environment" has a line "!" that excludes nothing: a name or pattern must follow.';
/** All lines of `environment` are exclusions. */
const onlyExclusions = ({ lines: [first = ''] }) => `"environment" only excludes: give at least one name or pattern to begin with. If the name of an environment starts with "!", write "\\${first}".`;
/** Names of environments look as if an expression in them were empty. */
const environmentsIncomplete = ({ names }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`An expression in "environment" may be empty: ${names.map(name => `"${name}"`).join(', ')}. The step uses the value as it is. Check the expression.`, 'environments-incomplete');
/** `description` is longer than GitHub accepts. */
const descriptionCut = () => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)('"description" is longer than the 140 characters that GitHub accepts, so it was cut.', 'description-cut');


/***/ }),

/***/ 4408:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EG: () => (/* binding */ savedStateUnreadable),
/* harmony export */   Zw: () => (/* binding */ tokenGone),
/* harmony export */   _A: () => (/* binding */ lateLinkInvalid)
/* harmony export */ });
/* harmony import */ var _input_values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7791);


/** The state that main saved for post is damaged. */
const savedStateUnreadable = () => new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .Problem */ .AF('The state that the main step saved cannot be read, so a deployment that it started cannot be finished.', 'Check the environment, and set the final state with "operation: update".', 'saved-state-unreadable');
/** `token` is empty when the job ends, and the `GITHUB_TOKEN` cannot be used instead. */
const tokenGone = ({ repository }) => new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .Problem */ .AF(`The token for ${repository} is no longer available, so the deployment that this step started there cannot be finished.`, 'Set the final state with "operation: update". Inside nested composite actions, expressions may be empty when the job ends.', 'token-gone');
/** `environment-url` or `log-url` is not a URL when the job ends. */
const lateLinkInvalid = ({ name, value }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`The final status is recorded without this link: ${(0,_input_values_js__WEBPACK_IMPORTED_MODULE_0__/* .mustBeUrl */ .oe)({ name, value })}`, 'late-link-invalid');


/***/ }),

/***/ 9418:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ environmentUrlRejected),
/* harmony export */   q: () => (/* binding */ unknownResult)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** The author's `result` has words that are not an outcome. */
const unknownResult = ({ words, state }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Unknown result "${words.join('", "')}": the deployment is recorded as ${state}. Use step outcomes, job statuses or one deployment state.`, 'unknown-result');
/** GitHub rejected a status, but accepted it without its environment URL. */
const environmentUrlRejected = ({ url, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`GitHub rejected the environment URL "${url}" (${reason.replace(/\.$/, '')}), so the state is recorded without a link. Check the input "environment-url".`, 'environment-url-rejected');


/***/ }),

/***/ 6663:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B$: () => (/* binding */ olderStillActive),
/* harmony export */   F_: () => (/* binding */ olderMayBeActive),
/* harmony export */   Rm: () => (/* binding */ siblingSuperseded),
/* harmony export */   ex: () => (/* binding */ listLacksDeployment),
/* harmony export */   zM: () => (/* binding */ leftOpenNotEnded)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** GitHub's list of older deployments is out of date, because it lacks the deployment itself. */
const listLacksDeployment = ({ id, environment }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's list of the deployments of ${environment} does not show deployment ${id} itself.`, 'Older ones can be ended with "operation: deactivate" and "keep: 1".', 'list-lacks-deployment');
/** Older deployments could not be read, or deactivating them failed altogether. */
const olderMayBeActive = ({ environment, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not deactivate older deployments of ${environment}: they may still be active. ${reason}`, 'older-may-be-active');
/** GitHub refused to deactivate some of the older deployments. */
const olderStillActive = ({ environment, failed, total, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not deactivate ${failed} of ${total} older deployments of ${environment}: they are still active. ${reason}`, 'older-still-active');
/** The deployment supersedes one that another job of the same run made for the same commit. */
const siblingSuperseded = ({ task, id, logUrl }) => {
    const sibling = [id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined);
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`This ends a deployment of task "${task}", which another job of this run made for the same commit (${sibling.join(', ')}). If the jobs deploy different parts, give each part its own "task", such as "deploy:api".`, 'sibling-superseded');
};
/** Deployments that an earlier attempt of this run left open could not be ended. */
const leftOpenNotEnded = ({ count, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not end ${count === 1 ? 'the deployment' : `${count} deployments`} that an earlier attempt of this run left open. ${reason}`, 'left-open-not-ended');


/***/ }),

/***/ 6990:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ lookAndWriteStatus),
/* harmony export */   Kn: () => (/* binding */ writeStatus),
/* harmony export */   LH: () => (/* binding */ needsPayloads)
/* harmony export */ });
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _messages_recorded_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9418);
/* harmony import */ var _messages_superseding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6663);
/* harmony import */ var _domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8879);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5255);





/** Time limit for reading the environment before a success. The state must still be written in time. */
const lookWithinMs = 30_000;
/** Writes a status. Before a success, reads the environment if that decides who ends older deployments. */
async function lookAndWriteStatus(deployment, wanted, ports) {
    const { state, autoInactive } = wanted;
    const mayEnd = state === 'success' && (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .supersedingOf */ .Dp)(autoInactive, deployment, undefined) !== 'nobody';
    const newest = mayEnd ? await lookAt(deployment, ports) : undefined;
    await writeStatus(deployment, wanted, { newest }, ports);
}
async function lookAt({ environment, task }, ports) {
    const options = { withinMs: lookWithinMs, withPayloads: needsPayloads(ports.run) };
    return ports.github.newestOfEnvironment({ environment, task }, options).catch(() => undefined);
}
/** Whether only payloads tell which job made a deployment. Log URLs have no attempt and, on old servers, no job. */
const needsPayloads = (run) => run.runAttempt > 1 || run.checkRunId === undefined;
/**
 * Writes a status and, on success, ends the older deployments that GitHub does not end. If that fails, only logs a
 * warning because the deployment itself succeeded.
 */
async function writeStatus(deployment, wanted, around, ports) {
    const by = wanted.state === 'success' ? (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .supersedingOf */ .Dp)(wanted.autoInactive, deployment, around.newest) : 'nobody';
    // Read these while the status is written, not after it.
    const candidates = by === 'us' ? candidatesFor(deployment, around, ports) : undefined;
    // An error is reported only after the status is written.
    candidates?.catch(() => undefined);
    const status = await addStatus(deployment, { ...wanted, autoInactive: by === 'GitHub' }, ports);
    ports.report.status(status, deployment);
    if (wanted.state !== 'success')
        return;
    const listed = [...(around.newest?.deployments ?? []), ...(around.ofTask?.deployments ?? [])];
    const { supersede, reportStillActive } = await __webpack_require__.e(/* import() */ 386).then(__webpack_require__.bind(__webpack_require__, 3386));
    if (by === 'nobody')
        reportStillActive(deployment, listed, wanted.autoInactive, ports);
    else
        await supersede(deployment, { candidates, listed, logUrl: wanted.logUrl }, ports);
}
/** Returns the deployments to search for older ones of the same task. */
async function candidatesFor(deployment, { newest, ofTask }, ports) {
    const isEnough = newest?.of === 'task' || newest?.isAll === true;
    if (isEnough && !isStale(newest, deployment))
        return newest;
    if (newest?.of === 'environment' && ofTask !== undefined) {
        const both = [...newest.deployments, ...ofTask.deployments];
        return { ...ofTask, deployments: [...new Map(both.map(each => [each.nodeId, each])).values()] };
    }
    const list = await listTask(deployment, ports);
    if (!isStale(list, deployment))
        return list;
    await ports.clock.sleep(_ports_js__WEBPACK_IMPORTED_MODULE_4__/* .replicaLagMs */ .n);
    const second = await listTask(deployment, ports);
    if (!isStale(second, deployment))
        return second;
    throw (0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_2__/* .listLacksDeployment */ .ex)({ id: deployment.id, environment: deployment.environment });
}
const listTask = ({ environment, task }, { github, run }) => github.newestOfTask({ environment, task }, { withPayloads: needsPayloads(run) });
/** Whether a list is too old to rely on, because it is complete but lacks the deployment itself. */
const isStale = ({ deployments, isAll }, own) => isAll && !deployments.some(({ nodeId }) => nodeId === own.nodeId);
/**
 * Adds a status. If GitHub rejects it but accepts it without its URL, records the state without the link. GitHub does
 * not document which URLs it accepts.
 */
async function addStatus(deployment, wanted, { github, report }) {
    try {
        return await github.addStatus(deployment, wanted);
    }
    catch (error) {
        const isRefused = error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy && error.answer.status === 422;
        if (!isRefused || wanted.environmentUrl === undefined)
            throw error;
        const { environmentUrl, ...others } = wanted;
        const status = await github.addStatus(deployment, others);
        report.note((0,_messages_recorded_state_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentUrlRejected */ .n)({ url: environmentUrl, reason: error.answer.message }));
        return status;
    }
}


/***/ })

};
;
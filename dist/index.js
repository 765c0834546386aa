/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 773:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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
/** @param rows the cells of each row */
const table = (rows) => `<table>${rows.map(row => `<tr>${row}</tr>`).join('')}</table>`;
/** @param facts names with their values as HTML, one for each row */
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

/***/ 278:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BP: () => (/* binding */ logLine),
/* harmony export */   pl: () => (/* binding */ Report)
/* harmony export */ });
/* unused harmony export headingOf */
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _html_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(773);


/** Returns a line of the log, with its text in a column of its own. */
const logLine = (label, text) => `${label.padEnd(12)}${text}`;
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
    /** @param command the command of the step, which post does not have */
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
        this.runner.info(logLine('Previous', describePrevious(previous)));
    }
    rollback(sha) {
        this.runner.output('rollback-sha', sha ?? '');
        if (sha !== undefined)
            this.runner.info(logLine('Rollback', (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(sha)));
    }
    superseded(deployments) {
        this.#superseded += deployments.length;
        this.runner.info(logLine('Superseded', `${deployments.map(({ sha }) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(sha)).join(', ')} (set to inactive)`));
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
        this.runner.output('payload', (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .payloadJson */ .V3)(payload));
        if (logUrl !== undefined)
            this.runner.output('log-url', logUrl);
        const kind = deployment.transient ? 'transient ' : deployment.production ? 'production ' : '';
        const verb = { created: 'Created', 'taken over': 'Taken over', found: 'Found' }[how].padEnd(12);
        const page = (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentPage */ .xs)(this.repo, environment);
        this.runner.info(`${verb}deployment ${id} of ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(sha)} to ${kind}environment ${environment}: ${page}`);
    }
    status(status, deployment) {
        this.#status = status;
        this.runner.output('status-id', String(status.id));
        this.runner.output('state', status.state);
        this.runner.output('environment-url', status.environmentUrl);
        this.runner.info(logLine('Status', `${status.state}: ${status.description}`));
        if (status.environmentUrl !== '')
            this.runner.info(logLine('URL', status.environmentUrl));
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
        if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFinal */ .dR)(state) && environmentUrl !== '')
            this.runner.info(logLine('URL', environmentUrl));
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
        const deployment = this.#deployment;
        const status = this.#status;
        if (deployment === undefined) {
            if (asked.operation !== 'find' || hasFailed)
                return;
            const { lines, states } = asked;
            await this.runner.summary(`${(0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .heading */ .R_)(`${lines.join(', ')} has no deployment in state ${states.join(' or ')}`)}\n`);
            return;
        }
        const compare = this.#previousSha === undefined || this.#previousSha === deployment.sha
            ? ''
            : ` (${(0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(`${repo}/compare/${this.#previousSha}...${deployment.sha}`, `changes since ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(this.#previousSha)}`)})`;
        const rows = [
            ['Environment', (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)((0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentPage */ .xs)(repo, deployment.environment), deployment.environment)],
            ['State', (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .marked */ .xI)(status?.state, 'created, no status yet')],
            ['Commit', `${(0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(`${repo}/commit/${deployment.sha}`, (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(deployment.sha))}${compare}`],
            ['Description', (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .escape */ .ih)(status?.description ?? '')],
            ['URL', (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(status?.environmentUrl ?? '', status?.environmentUrl ?? '')],
            ['Duration', took === undefined ? '' : (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(took)],
            ['Log', status === undefined || status.logUrl === '' ? '' : (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(status.logUrl, 'job log')],
            ['Superseded', this.#superseded === 0 ? '' : String(this.#superseded)]
        ];
        const body = (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .factTable */ .Bu)(rows.filter(([, value]) => value !== ''));
        const title = (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .heading */ .R_)(headingOf(asked.operation, deployment.environment, status?.state, hasFailed));
        await this.runner.summary(`${title}${body}\n`);
    }
}
/** Returns the previous deployment as text, with the number of deployments that were searched if that is limited. */
function describePrevious({ sha, among }) {
    if (sha !== undefined)
        return (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(sha);
    return among === undefined ? 'none' : `none among the newest ${among} deployments`;
}
/** Returns a heading of the job summary for the deployment of a step. */
function headingOf(operation, environment, state, hasFailed) {
    switch (operation) {
        case 'create':
            return `Created a deployment to ${environment}`;
        case 'update':
            return hasFailed
                ? `Could not update the deployment to ${environment}`
                : `Updated the deployment to ${environment}`;
        case 'wait':
            return `Waited for the deployment to ${environment}`;
        case 'find':
            return `Found a deployment to ${environment}`;
    }
    switch (state) {
        case 'success':
            return `Deployed to ${environment}`;
        case 'failure':
        case 'error':
            return `Deployment to ${environment} failed`;
        default:
            return `Deployment to ${environment} is ${state ?? 'without a status'}`;
    }
}


/***/ }),

/***/ 949:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bn: () => (/* binding */ chooseOthers),
/* harmony export */   LX: () => (/* binding */ whyNotUpdated),
/* harmony export */   Zz: () => (/* binding */ mayHaveSiblings),
/* harmony export */   _b: () => (/* binding */ isContentWith),
/* harmony export */   jI: () => (/* binding */ byAge),
/* harmony export */   lU: () => (/* binding */ isOfCommit),
/* harmony export */   nN: () => (/* binding */ outlivesItsAttempt),
/* harmony export */   q4: () => (/* binding */ chooseOwn),
/* harmony export */   yn: () => (/* binding */ madeByOthers),
/* harmony export */   zS: () => (/* binding */ whyNotNamed)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _maker_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(396);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(97);



/** Sorts deployments, the newest first. */
const byAge = (one, other) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .ll)(one.deployment, other.deployment) || other.deployment.id - one.deployment.id;
/**
 * Chooses among the deployments that this run made in any attempt. Deployments of this very job come first. If all have
 * the same task and commit, it takes the newest one, which always belongs to the newest attempt.
 *
 * @param candidates the newest first
 */
function chooseOwn(candidates, run) {
    const ofRun = candidates.filter(({ maker, record }) => record === undefined && (0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .isByRun */ .Px)(maker, run));
    const ofJob = ofRun.filter(({ maker }) => (0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .isByJob */ .b_)(maker, run));
    const isJobUnclear = ofJob.length > 1 && ofJob.some(({ maker }) => !(0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .isNumbered */ .Dr)(maker, run));
    const isAlike = (one, other) => one.task === other.task && one.sha === other.sha;
    const choice = newestOf(ofJob.length > 0 ? ofJob : ofRun, isAlike);
    return choice && { ...choice, isGuess: choice.isGuess || isJobUnclear };
}
/** Chooses the newest candidate. This is a guess unless all are alike. */
function newestOf([chosen, ...others], isAlike) {
    if (chosen === undefined)
        return undefined;
    return { chosen, others, isGuess: !others.every(other => isAlike(other.deployment, chosen.deployment)) };
}
/** Milliseconds during which a replica may not show all deployments that several jobs create at the same time. */
const siblingDelayMs = 60_000;
/**
 * Whether another job of this run made the deployment so recently that its siblings may not be visible yet.
 *
 * @param now milliseconds, GitHub's clock
 */
const mayHaveSiblings = ({ deployment, maker }, run, now) => !(0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .isByJob */ .b_)(maker, run) && now - Date.parse(deployment.createdAt) < siblingDelayMs;
/** Returns the deployments that somebody else made, the newest first, without GitHub's own records. */
const madeByOthers = (candidates, run) => candidates.filter(({ maker, record }) => record === undefined && !(0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .isByRun */ .Px)(maker, run));
/**
 * Chooses among the deployments that others made for the commit: the newest one, unless they have several tasks.
 *
 * @param candidates the newest first
 */
const chooseOthers = (candidates, run) => newestOf(madeByOthers(candidates, run), (one, other) => one.task === other.task);
/**
 * Returns why `update` must not change somebody else's deployment, such as `ended as success 21h ago`: it has ended, or
 * its own or another run works on it.
 *
 * @param candidate with its statuses
 * @param now milliseconds, GitHub's clock
 */
function whyNotUpdated({ deployment, maker, statuses }, run, now) {
    const latest = statuses?.[0];
    if (latest !== undefined && (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFinal */ .dR)(latest.state)) {
        return `ended as ${latest.state} ${(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(now - Date.parse(latest.createdAt))} ago`;
    }
    const inUseBy = (user) => `${user} is working on it`;
    if (maker.operation === 'deploy')
        return inUseBy(`run ${maker.runId}`);
    if (latest?.state !== 'in_progress')
        return undefined;
    const worker = (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .SR)(latest.logUrl, run);
    // The older form of a job's URL does not name its run.
    if (worker === undefined)
        return isOthersJob(latest.logUrl, run) ? inUseBy('another run') : undefined;
    // Only our own payload shows that a run made the deployment for other runs to work on.
    const isHandedOver = worker === maker.runId && !(0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .hasForeignPayload */ .Db)(deployment);
    return worker === run.runId || isHandedOver ? undefined : inUseBy(`run ${worker}`);
}
function isOthersJob(logUrl, run) {
    const page = (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .logPageOf */ .NB)(logUrl, run);
    return page !== undefined && page.checkRunId !== run.checkRunId;
}
/** States that a deployment has passed if it succeeds. */
const passedBySuccess = ['pending', 'queued', 'in_progress'];
/** Whether `wait` is content with a state. A success has passed the states before it, so it counts as them, too. */
const isContentWith = (state, wanted) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isInState */ .v2)(state, wanted) || (state === 'success' && passedBySuccess.some(passed => wanted.includes(passed)));
/**
 * Whether `wait` may take a deployment that an earlier attempt of this run made. A re-run repeats failed and lost jobs.
 * So only a deployment that ended as wanted counts, or a deployment that `create` made and nobody has ended.
 *
 * @param candidate with its statuses
 */
function outlivesItsAttempt({ maker, statuses }, wanted) {
    // Stryker disable next-line ArrayDeclaration: an entry that is not a status has no state, so it counts as none.
    const [latest, ...earlier] = (statuses ?? []).map(({ state }) => state);
    if (!(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFinal */ .dR)(latest))
        return maker.operation === 'create';
    // A deployment that is inactive after a success was superseded.
    const isSuperseded = latest === 'inactive' && earlier.includes('success');
    return isContentWith(latest, wanted) || (isSuperseded && isContentWith('success', wanted));
}
/** Whether a deployment is for a commit. Compares the ref that it was created with, and its SHA. */
const isOfCommit = ({ sha, ref }, wanted) => ref === wanted.ref || sha === (wanted.sha ?? wanted.ref.toLowerCase());
/** Returns why a deployment does not match `environment` and `task`, or `undefined` if it matches. */
function whyNotNamed(deployment, { environment, task }) {
    if (environment !== undefined && !(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(environment, deployment.environment)) {
        return `its environment is ${deployment.environment}, not ${environment}`;
    }
    if (task !== undefined && task !== deployment.task)
        return `its task is ${deployment.task}, not ${task}`;
    return undefined;
}


/***/ }),

/***/ 289:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DG: () => (/* binding */ isLive),
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   Ix: () => (/* binding */ isFailed),
/* harmony export */   KN: () => (/* binding */ ago),
/* harmony export */   LB: () => (/* binding */ inNaturalOrder),
/* harmony export */   TE: () => (/* binding */ creatorFrom),
/* harmony export */   V3: () => (/* binding */ payloadJson),
/* harmony export */   dR: () => (/* binding */ isFinal),
/* harmony export */   iE: () => (/* binding */ sameEnvironment),
/* harmony export */   ir: () => (/* binding */ deploymentFrom),
/* harmony export */   ll: () => (/* binding */ newestFirst),
/* harmony export */   m3: () => (/* binding */ shortRef),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ decodedPayload),
/* harmony export */   v2: () => (/* binding */ isInState),
/* harmony export */   vI: () => (/* binding */ shortened),
/* harmony export */   xP: () => (/* binding */ states),
/* harmony export */   zO: () => (/* binding */ statusFrom)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(612);

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
const isLive = (state) => !isFailed(state) && state !== 'inactive';
/** Whether a state says that a deployment failed. */
const isFailed = (state) => state === 'failure' || state === 'error';
/** Whether a state is final, so nobody is expected to change it. */
const isFinal = (state) => state === 'success' || !isLive(state);
/** Whether the latest status is in one of the states. GitHub shows a deployment without a status as pending. */
const isInState = (state, wanted) => wanted.includes(state ?? 'pending');
/** Environment names are not case sensitive. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
const sameEnvironment = (a, b) => a.toLowerCase() === b.toLowerCase();
/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
const inNaturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' }).compare;
/** Compares deployments, the newest first. Several can be from the same second. */
const newestFirst = (one, other) => other.createdAt.localeCompare(one.createdAt);
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
const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000]
];
/** Describes the age of something in its largest unit: `3 days ago`. */
function ago(milliseconds) {
    for (const [unit, length] of units) {
        const count = Math.floor(milliseconds / length);
        if (count >= 1)
            return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
    }
    return 'just now';
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

/***/ 264:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ wasAtWork),
/* harmony export */   Dp: () => (/* binding */ supersedingOf),
/* harmony export */   Fr: () => (/* binding */ predecessorOf),
/* harmony export */   N2: () => (/* binding */ needsMoreStatuses),
/* harmony export */   OE: () => (/* binding */ goBack),
/* harmony export */   an: () => (/* binding */ newestGood),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   x3: () => (/* binding */ wasGood),
/* harmony export */   x8: () => (/* binding */ liveAmong)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _maker_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(396);


/** Adds the deployments of a task to the newest of its environment, each once. */
function joined(newest, ofTask) {
    const known = new Set(newest.deployments.map(({ nodeId }) => nodeId));
    const others = ofTask.deployments.filter(({ nodeId }) => !known.has(nodeId));
    return { ...ofTask, deployments: [...newest.deployments, ...others] };
}
const statesOf = ({ state, states }) => states ?? [state ?? 'pending'];
/** Returns how a deployment ended, or its current state. A later `inactive` only says that it is not live any more. */
const resultOf = (past) => statesOf(past).find(state => state !== 'inactive');
/** Whether a deployment was good in the end: its newest status that is not `inactive` is `success`. */
const wasGood = (past) => resultOf(past) === 'success';
/** Whether anything was deployed: the deployment succeeded, failed, or is or was in progress. */
function wasAtWork(past) {
    const result = resultOf(past);
    return result === 'success' || result === 'in_progress' || (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailed */ .Ix)(result);
}
/** Whether a deployment succeeded and was marked as failed later, for example by an end-to-end test. */
const wasRevoked = (past) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailed */ .Ix)(resultOf(past)) && statesOf(past).includes('success');
/** Whether older statuses, which were not read, can change the answers of the functions above. */
function needsMoreStatuses(past) {
    const isDecided = wasRevoked(past) || (resultOf(past) !== undefined && !(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFailed */ .Ix)(resultOf(past)));
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
        // Stryker disable next-line EqualityOperator: from a deployment that was good, one goes back to another commit.
        if (index > place && wasGood(one) && !isSame && !revoked.has(one.sha))
            return one;
        if (wasRevoked(one))
            revoked.add(one.sha);
    }
    return undefined;
}
const isSamePart = (one, other) => one.task === other.task && (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(one.environment, other.environment);
/** Returns the newest deployment of an environment and task that was good in the end. */
const newestGood = (listed, part) => listed.find(one => isSamePart(one, part) && wasGood(one));
/**
 * Returns the live deployment of an environment and task: the newest one that succeeded and is not inactive. If a test
 * marked it as failed later, it is still live. GitHub's own records and deployments of other apps do not count.
 */
const liveAmong = (listed, part, run) => listed.find(one => isSamePart(one, part) && one.state !== 'inactive' && statesOf(one).includes('success') && !(0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .isPassedOver */ .VZ)(one, run));
/**
 * Returns the other deployments of the same environment. The list has the newest first. For deployments from the same
 * second, their place in the list decides. Without the deployment itself, they count as newer.
 */
function neighboursOf(listed, own) {
    const ownPlace = listed.findIndex(({ nodeId }) => nodeId === own.nodeId);
    const isOlder = (other, place) => 
    // Stryker disable next-line EqualityOperator: the deployment itself is none of the others.
    other.createdAt < own.createdAt || (other.createdAt === own.createdAt && ownPlace !== -1 && place > ownPlace);
    const isOther = (other) => other.nodeId !== own.nodeId && (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(other.environment, own.environment);
    return {
        older: listed.filter((other, place) => isOther(other) && isOlder(other, place)),
        newer: listed.filter((other, place) => isOther(other) && !isOlder(other, place))
    };
}
/**
 * Returns the newest deployment before the given one that was good in the end, in the same environment and task. A list
 * that was read in parallel with the creation may lack the given one. Then every deployment that is not newer came
 * before it.
 */
function predecessorOf(listed, own) {
    const isListed = listed.some(({ nodeId }) => nodeId === own.nodeId);
    const { older } = neighboursOf(isListed ? listed : [own, ...listed], own);
    return newestGood(older, own);
}
/**
 * Decides which deployments a success supersedes. The transient and the production ones are included. GitHub's own rule
 * passes those over and knows no tasks, so it is not used.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 */
function supersedingOf(listed, own, run) {
    const { older, newer } = neighboursOf(listed.filter(({ state, nodeId }) => state === 'success' || nodeId === own.nodeId), own);
    const ofTask = older.filter(({ task }) => task === own.task);
    const isForeign = (other) => (0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .isAnotherApps */ .I7)(other, run, own.creator);
    return {
        superseded: ofTask.filter(other => !isForeign(other)),
        ofOtherApps: ofTask.filter(isForeign),
        ofOtherTasks: older.filter(({ task }) => task !== own.task),
        newer: newer.filter(other => other.task === own.task && !isForeign(other) && (0,_maker_js__WEBPACK_IMPORTED_MODULE_1__/* .githubsRecordOf */ .ht)(other, run) === undefined)
    };
}


/***/ }),

/***/ 612:
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
/** Returns the JSON text of a value. */
const jsonText = (value) => JSON.stringify(value ?? null);
/** Returns the same text for equal JSON values, regardless of the order of their keys. */
const canonical = (value) => JSON.stringify(value ?? null, (_key, inner) => isObject(inner)
    ? Object.fromEntries(Object.keys(inner)
        .sort()
        .map(key => [key, inner[key]]))
    : inner);


/***/ }),

/***/ 396:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ otherWorkflowOf),
/* harmony export */   Db: () => (/* binding */ hasForeignPayload),
/* harmony export */   Dr: () => (/* binding */ isNumbered),
/* harmony export */   I7: () => (/* binding */ isAnotherApps),
/* harmony export */   Or: () => (/* binding */ makerOf),
/* harmony export */   Px: () => (/* binding */ isByRun),
/* harmony export */   Uh: () => (/* binding */ isLeftOpen),
/* harmony export */   VZ: () => (/* binding */ isPassedOver),
/* harmony export */   b_: () => (/* binding */ isByJob),
/* harmony export */   bl: () => (/* binding */ isByEarlierAttempt),
/* harmony export */   fW: () => (/* binding */ isJobsOwn),
/* harmony export */   ht: () => (/* binding */ githubsRecordOf),
/* harmony export */   lO: () => (/* binding */ isSibling),
/* harmony export */   nw: () => (/* binding */ makerFrom),
/* harmony export */   zP: () => (/* binding */ describeMaking)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(612);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(97);



/** Number of statuses on a full page. If more exist, the oldest status is not on the page. */
const fullPage = 100;
/** Whether only the log URL can name the maker of a deployment, because the payload is the author's own. */
const hasForeignPayload = ({ payload }) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(payload, 'run_id') === undefined;
/** Reads the maker of a deployment. @param statuses the newest first; omit them if they were not read */
function makerOf({ payload }, statuses, run) {
    const hasFirst = statuses !== undefined && statuses.length < fullPage;
    return makerFrom(payload, hasFirst ? statuses.at(-1)?.logUrl : undefined, run);
}
/** Reads the maker of a deployment from its payload or, if that does not name a run, from a log URL. */
function makerFrom(payload, log, run) {
    const runId = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(payload, 'run_id');
    if (runId === undefined)
        return madeByLog(log, run);
    return {
        runId,
        runAttempt: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(payload, 'run_attempt'),
        checkRunId: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(payload, 'check_run_id'),
        job: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(payload, 'job'),
        operation: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(payload, 'operation')
    };
}
function madeByLog(url, run) {
    const page = (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .logPageOf */ .NB)(url, run) ?? {};
    const isOwn = page.checkRunId !== undefined && page.checkRunId === run.checkRunId;
    // The older form of a job's URL does not name its run.
    if (isOwn)
        return { ...page, runId: run.runId, runAttempt: run.runAttempt };
    return { ...page, runId: (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .SR)(url, run) };
}
const isByRun = (maker, run) => maker.runId === run.runId;
/** Whether the check run ids of both the maker's job and this job are known, so the jobs can be distinguished. */
const isNumbered = (maker, run) => maker.checkRunId !== undefined && run.checkRunId !== undefined;
/**
 * Returns which job a deployment is GitHub's own record for, or `undefined` for a deployment that somebody created.
 * GitHub keeps a record for each job with `environment:`. Its log URL is the page of a job. Neither the record nor its
 * statuses have a description, but every status from this action has one. Only GitHub sets `waiting`.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments
 */
function githubsRecordOf(listed, run) {
    const isDescribed = (listed.description ?? '') !== '' || (listed.statusDescription ?? '') !== '';
    const page = isDescribed ? undefined : (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .logPageOf */ .NB)(listed.logUrl, run);
    if (page?.checkRunId !== undefined)
        return (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .isOwnLog */ .xz)(page, run) ? 'this job' : 'another job';
    return listed.state === 'waiting' ? 'another job' : undefined;
}
/** Whether a deployment is GitHub's own record for this very job. */
const isJobsOwn = (listed, run) => githubsRecordOf(listed, run) === 'this job';
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
    return (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .SR)(logUrl, run) === undefined && (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .logPageOf */ .NB)(logUrl, run) === undefined;
}
/** Whether a deployment counts only if there is no other: GitHub's own record for a job, or another app's. */
const isPassedOver = (listed, run) => githubsRecordOf(listed, run) !== undefined || isAnotherApps(listed, run);
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
    const ago = `created ${(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(now - Date.parse(createdAt))} ago by`;
    if (runId !== undefined)
        return `${ago} run ${runId}`;
    return `${ago} somebody else (neither its payload nor the log of its first status names a run)`;
}
/**
 * Whether another job of the same run and attempt made a deployment for the same commit. Both are parts of one system,
 * and each should have its own task. In a later attempt, only the payload shows which attempt made the deployment.
 */
function isSibling(other, own, run) {
    const maker = makerFrom(other.payload, other.logUrl, run);
    // The log URL of a job does not name the attempt.
    const attempt = maker.runAttempt ?? (isNumbered(maker, run) ? 1 : undefined);
    return other.sha === own.sha && isByRun(maker, run) && attempt === run.runAttempt && !isByJob(maker, run);
}
/** Returns the workflow that made a deployment if its payload says that it is another one. */
function otherWorkflowOf({ payload }, run) {
    const workflow = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(payload, 'run_id') === undefined ? undefined : (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(payload, 'workflow');
    return workflow === run.workflow ? undefined : workflow;
}
/**
 * Whether the same step left a deployment open in an earlier attempt of the run, because its runner was lost. The
 * payload must have been read, because it shows this.
 */
function isLeftOpen(other, own, run) {
    const maker = makerFrom(other.payload, undefined, run);
    return (!(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFinal */ .dR)(other.state) &&
        other.nodeId !== own.nodeId &&
        other.task === own.task &&
        (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(other.environment, own.environment) &&
        isByRun(maker, run) &&
        isByEarlierAttempt(maker, run) === true &&
        maker.job === run.job &&
        (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(other.payload, 'step') === run.step &&
        maker.operation === 'deploy');
}


/***/ }),

/***/ 286:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OZ: () => (/* binding */ isBoundless),
/* harmony export */   Pt: () => (/* binding */ isPattern),
/* harmony export */   VB: () => (/* binding */ isExclusion),
/* harmony export */   __: () => (/* binding */ hasPatterns)
/* harmony export */ });
/** Whether a line is a pattern, not only a name. */
const isPattern = (line) => /[*?[\]{}\\]/.test(line);
/** Whether a line excludes the names that it matches. */
const isExclusion = (line) => line.startsWith('!');
/** Whether the lines can be resolved only with the names of existing environments. */
const hasPatterns = (lines) => lines.some(line => isExclusion(line) || isPattern(line));
/** Whether a pattern matches everything, because one of its alternatives has no literal character. */
function isBoundless(line) {
    if (isExclusion(line) || !isPattern(line))
        return false;
    let rest = line.replaceAll(/\\./gsu, 'x').replaceAll(/\[(\[:\w+:\]|[^\]])+\]/g, '');
    // A group is literal only if all its alternatives are literal.
    while (innermost.test(rest)) {
        rest = rest.replace(innermost, (_, inner) => (inner.split(',').some(isWild) ? '' : 'x'));
    }
    return isWild(rest);
}
const innermost = /\{([^{}]*)\}/;
const isWild = (text) => text.replaceAll(/[*?{},!/\s]/g, '') === '';


/***/ }),

/***/ 97:
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

/***/ 70:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   As: () => (/* binding */ isComplete),
/* harmony export */   BE: () => (/* binding */ deployedAmong),
/* harmony export */   ac: () => (/* binding */ isForRollback),
/* harmony export */   eM: () => (/* binding */ isTaskDecided),
/* harmony export */   em: () => (/* binding */ describeSearch),
/* harmony export */   t9: () => (/* binding */ minRead),
/* harmony export */   yl: () => (/* binding */ findAmong)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(264);
/* harmony import */ var _maker_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(396);



/** Returns a phrase such as ` of 1a2b3c4 with task deploy:api in state success`, which follows "deployment". */
function describeSearch({ states, ref, task }) {
    const ofRef = ref === undefined ? '' : ` of ${(0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(ref)}`;
    const withTask = task === undefined ? '' : ` with task ${task}`;
    return `${ofRef}${withTask} in state ${states.join(' or ')}`;
}
/** Minimum number of newest deployments to read, because some only count if there is no other. */
const minRead = { graphql: 100, rest: 20 };
/**
 * Finds the newest wanted deployment among the newest deployments of an environment. Never finds GitHub's own record
 * for this job.
 *
 * @param listed the newest first, with the states of their statuses
 */
function findAmong(listed, wanted, run) {
    const parts = partsOf(listed, run);
    const found = startsIn(parts, one => isWanted(one, wanted));
    const atWork = startsIn(parts, _history_js__WEBPACK_IMPORTED_MODULE_1__/* .wasAtWork */ .CF);
    return {
        found: found.map(({ from }) => from),
        previous: onlyTarget(found),
        tasksAtWork: atWork.map(({ from }) => from.task),
        rollback: onlyTarget(atWork)
    };
}
/** Returns the newest deployment of each task that passes a test. */
const startsIn = (parts, test) => parts.flatMap(part => {
    const from = part.find(test);
    return from === undefined ? [] : [{ part, from }];
});
/** Returns the deployment to go back to. If there are several tasks, it is not clear which is meant. */
function onlyTarget([only, ...others]) {
    return only === undefined || others.length > 0 ? undefined : (0,_history_js__WEBPACK_IMPORTED_MODULE_1__/* .goBack */ .OE)(only.part, only.from);
}
/** Whether older deployments cannot change what was found. */
function isComplete({ found, previous, tasksAtWork, rollback }, wanted) {
    const isRollbackKnown = !isForRollback(wanted) || rollback !== undefined || tasksAtWork.length > 1;
    return found.length > 1 || (previous !== undefined && isRollbackKnown);
}
/** Whether a search is for the newest success of any commit. Only such a search also tells what to roll back to. */
const isForRollback = ({ states, sha }) => sha === undefined && states.join() === 'success';
/**
 * Whether the statuses of older deployments of a task cannot change what was found of it. This saves requests if each
 * deployment costs one.
 *
 * @param looked number of deployments that were looked at, of any task
 */
function isTaskDecided(task, listed, wanted, run, looked) {
    const ofTask = listed.filter(one => one.task === task);
    const finding = findAmong(ofTask, wanted, run);
    const [found] = finding.found;
    const isSettled = looked >= minRead.rest || (found !== undefined && !(0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isPassedOver */ .VZ)(found, run));
    return isSettled && isComplete(finding, wanted);
}
/**
 * Finds the newest wanted deployment of each environment and task, except GitHub's own record for this job.
 *
 * @param listed in any order. If two were created in the same second, the first one counts as newer.
 * @returns the deployments in natural order of environment and task
 */
function deployedAmong(listed, { states, task, sha }, run) {
    return partsOf(listed, run)
        .flatMap(part => {
        const inState = part.filter(one => isWanted(one, { states, task })).sort(_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .ll);
        const found = inState.find(one => sha === undefined || one.sha === sha);
        return found === undefined ? [] : [{ ...found, newest: found === inState[0] }];
    })
        .sort((one, other) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .inNaturalOrder */ .LB)(one.environment, other.environment) || (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .inNaturalOrder */ .LB)(one.task, other.task));
}
const isWanted = ({ state, task, sha }, wanted) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isInState */ .v2)(state, wanted.states) &&
    (wanted.task === undefined || task === wanted.task) &&
    (wanted.sha === undefined || sha === wanted.sha);
/**
 * Returns the deployments of each environment and task. GitHub's own records and another app's only count if there is
 * no other.
 */
function partsOf(listed, run) {
    const parts = Map.groupBy(listed.filter(one => !(0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isJobsOwn */ .fW)(one, run)), ({ environment, task }) => JSON.stringify([environment.toLowerCase(), task]));
    return Array.from(parts.values(), part => {
        const counting = part.filter(one => !(0,_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isPassedOver */ .VZ)(one, run));
        return counting.length > 0 ? counting : part;
    });
}


/***/ }),

/***/ 841:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AH: () => (/* binding */ eventWithoutCommit),
/* harmony export */   At: () => (/* binding */ olderCommitSkipped),
/* harmony export */   EM: () => (/* binding */ autoMerged),
/* harmony export */   H9: () => (/* binding */ liveCommitNotFound),
/* harmony export */   IN: () => (/* binding */ eventOfDeletedRef),
/* harmony export */   Jt: () => (/* binding */ commitsNotCompared),
/* harmony export */   K5: () => (/* binding */ noCheckout),
/* harmony export */   Nl: () => (/* binding */ writeUncertain),
/* harmony export */   W9: () => (/* binding */ mergeCommitRecorded),
/* harmony export */   WU: () => (/* binding */ creationAmbiguous),
/* harmony export */   cU: () => (/* binding */ commitIsOlder),
/* harmony export */   mQ: () => (/* binding */ comparedCommitMoved)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(791);

/** The event is about a deleted branch or tag. */
const eventOfDeletedRef = ({ event }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The event ${event} is for a deleted branch or tag, so it has no commit.`, 'Skip this step with an "if:", or set the input "ref" to the commit.', 'event-of-deleted-ref');
/** The payload of the event does not contain the commit. */
const eventWithoutCommit = ({ event, path }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The event ${event} has no commit (${path} is empty).`, 'Set the input "ref" to the commit.', 'event-without-commit');
/** The author's `ref` is `HEAD`, but nothing is checked out. */
const noCheckout = () => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF('There is no commit in the workspace for "ref: HEAD".', 'Add an actions/checkout step before this one, or remove the input "ref".', 'no-checkout');
/** The author's `ref` is GitHub's test merge commit. A pull request only shows the deployments of its own commits. */
const mergeCommitRecorded = ({ what }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`${what} is GitHub's merge commit: the deployment will not show on the pull request. Leave the input "ref" out to record the pull request's own commit.`, 'merge-commit');
const isOlder = ({ ours, live, environment }) => `Commit ${ours} is older than ${live}, which is live in ${environment}`;
const goBack = 'To go back on purpose, set "older-commit: deploy", as the recipe "Rollback" in docs/recipes.md does.';
/** The commit is older than the live one, and `older-commit` is `fail`. */
const commitIsOlder = (compared) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`${isOlder(compared)}, so nothing was created.`, goBack, 'commit-is-older');
/** The commit is older than the live one, and `older-commit` is `skip`. */
const olderCommitSkipped = (compared) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`${isOlder(compared)}, so no deployment was created. Later steps and jobs that deploy need "if: steps.<id>.outputs.deployment-id != ''". ${goBack}`, 'older-commit-skipped');
/** GitHub does not find one of the commits to compare, or the token may not see them. */
const commitsNotCompared = ({ live, ...failed }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, `Add "permissions: contents: read" to the job, or push "ref" first. If GitHub no longer has commit ${live}, set "older-commit: deploy" for one run. Nothing was created.`, 'commits-not-compared');
/** None of the deployments that were read is live, but there are older ones. */
const liveCommitNotFound = ({ environment, among }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`"older-commit" compared nothing: none of the newest ${among} deployments of ${environment} is live, and older ones were not read.`, 'live-commit-not-found');
/** The created deployment has another commit than the compared one. */
const comparedCommitMoved = ({ compared, sha }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`The deployment records commit ${sha}, but "older-commit" compared ${compared}: "ref" moved in the meantime. Set "ref" to a SHA, or leave it empty.`, 'compared-commit-moved');
/** `auto-merge` merged the default branch, so GitHub created no deployment. */
const autoMerged = (failed) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(failed, 'No deployment exists yet: run the job again, on the merged commit, or set "auto-merge: false".', 'auto-merged');
/** A write failed, and nobody knows if GitHub completed it. */
const writeUncertain = ({ doing, cause }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({ doing, answer: { ...cause.answer, mayBeDone: true } }, `GitHub may or may not have completed this request. ${cause.remedy}`, 'write-uncertain');
/** Several deployments may come from the request that was not answered. */
const creationAmbiguous = ({ environment, ids }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The answer to the creation of a deployment of ${environment} was lost, and ${ids.length} deployments could be it: ${ids.join(', ')}.`, 'Set the final state of the unfinished one by hand, and give the jobs of a matrix different environments, tasks or payloads.', 'creation-ambiguous');


/***/ }),

/***/ 205:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OE: () => (/* binding */ noDeploymentToWaitFor),
/* harmony export */   VN: () => (/* binding */ notMadeByThisRun),
/* harmony export */   bJ: () => (/* binding */ noDeploymentToUpdate),
/* harmony export */   d: () => (/* binding */ severalDeploymentsOfRun),
/* harmony export */   dp: () => (/* binding */ severalTasks),
/* harmony export */   l: () => (/* binding */ severalTasksOfOthers),
/* harmony export */   nN: () => (/* binding */ deploymentDoesNotMatch),
/* harmony export */   oZ: () => (/* binding */ deletedWhileLookedUp)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(791);


/** Maximum number of tasks that an error lists. */
const maxTasks = 10;
/** `update` finds no deployment. */
const noDeploymentToUpdate = ({ wanted, hints }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`No deployment to update: found none ${wanted}.`, `${hints}Create one first with "operation: create", or set "deployment-id".`, 'no-deployment-to-update');
/** `wait` finds no deployment until the timeout. */
const noDeploymentToWaitFor = ({ wanted, timeout, hints }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`No deployment to wait for: found none ${wanted} within ${timeout}.`, `${hints}Check that one is created there, or set a longer "timeout".`, 'no-deployment-to-wait-for');
/** This run made several deployments, and the inputs of `update` or `wait` do not tell them apart. */
const severalDeploymentsOfRun = ({ environment, deployments }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`This run made several deployments in environment "${environment}", and any of them could be meant: ${deployments}.`, 'Set "task", "ref" or "deployment-id" to choose one.', 'several-deployments-of-run');
/** This run made no deployment that `update` could mean, and those that others made have several tasks. */
const severalTasksOfOthers = ({ wanted, deployments }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`This run made no deployment ${wanted}, and others made several with different tasks: ${deployments}.`, 'Set "task" or "deployment-id" to choose one.', 'several-tasks-of-others');
/** `update` finds only a deployment that somebody else made, and that has ended or is in use. */
const notMadeByThisRun = ({ id, wanted, making, reason }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`Deployment ${id} ${wanted} is not updated because this run did not make it: it was ${making}, and ${reason}.`, 'If "deployment-id" should have come from an earlier step, check that this step ran. To update the deployment anyway, look it up with "operation: find" and set "deployment-id".', 'not-made-by-this-run');
/** The deployment with the given `deployment-id` has another environment, task or ref than the inputs say. */
const deploymentDoesNotMatch = ({ id, reason }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`Deployment ${id} does not match the inputs: ${reason}.`, 'Check "deployment-id", and correct or remove the input that differs.', 'deployment-does-not-match');
/** `find` finds deployments of several tasks in one environment, and no task is given. */
const severalTasks = ({ environment, states, tasks }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`"${environment}" has deployments of several tasks in state ${states.join(' or ')}: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(tasks, maxTasks)}.`, 'Set "task" to one of them.', 'several-tasks');
/** Somebody deleted the deployment between two requests of `find`. */
const deletedWhileLookedUp = ({ sha, environment }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The deployment of ${sha} to ${environment} was deleted while it was looked up.`, 'Run the step again.', 'deleted-while-looked-up');


/***/ }),

/***/ 339:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $m: () => (/* binding */ environmentsIncomplete),
/* harmony export */   AK: () => (/* binding */ refMissing),
/* harmony export */   Ch: () => (/* binding */ eventWithoutDeployment),
/* harmony export */   Cv: () => (/* binding */ environmentMatchesAll),
/* harmony export */   GZ: () => (/* binding */ repositoryMalformed),
/* harmony export */   Gf: () => (/* binding */ stateMissing),
/* harmony export */   Gt: () => (/* binding */ environmentNotOneName),
/* harmony export */   He: () => (/* binding */ mustBeTrueOrFalse),
/* harmony export */   Ij: () => (/* binding */ notWithDeploymentId),
/* harmony export */   JB: () => (/* binding */ requiredContextsMixed),
/* harmony export */   MM: () => (/* binding */ onlyExclusions),
/* harmony export */   Nb: () => (/* binding */ tokenMalformed),
/* harmony export */   O3: () => (/* binding */ tokenMissing),
/* harmony export */   Or: () => (/* binding */ environmentIsList),
/* harmony export */   P3: () => (/* binding */ mustBeOneLine),
/* harmony export */   QG: () => (/* binding */ inputOfOtherAction),
/* harmony export */   S: () => (/* binding */ workflowTokenForOtherHost),
/* harmony export */   Sy: () => (/* binding */ teardownTargetMissing),
/* harmony export */   TS: () => (/* binding */ notForExistingDeployment),
/* harmony export */   U8: () => (/* binding */ deploymentMissing),
/* harmony export */   UA: () => (/* binding */ mustBeOneOf),
/* harmony export */   Ux: () => (/* binding */ mustBeSomeOf),
/* harmony export */   ZG: () => (/* binding */ mustBeDuration),
/* harmony export */   _M: () => (/* binding */ exclusionEmpty),
/* harmony export */   ej: () => (/* binding */ environmentMissing),
/* harmony export */   g0: () => (/* binding */ environmentTokenForOtherHost),
/* harmony export */   g5: () => (/* binding */ skipAfterTooLong),
/* harmony export */   hF: () => (/* binding */ wrongInputs),
/* harmony export */   hV: () => (/* binding */ environmentsAreList),
/* harmony export */   lx: () => (/* binding */ repositoryMissing),
/* harmony export */   ly: () => (/* binding */ tokenForHostMissing),
/* harmony export */   n9: () => (/* binding */ mustBeWholeNumber),
/* harmony export */   oe: () => (/* binding */ mustBeUrl),
/* harmony export */   qF: () => (/* binding */ environmentTooLong),
/* harmony export */   uo: () => (/* binding */ environmentWithControls),
/* harmony export */   v1: () => (/* binding */ payloadNotObject),
/* harmony export */   v8: () => (/* binding */ descriptionCut),
/* harmony export */   vk: () => (/* binding */ notUsedByOperation),
/* harmony export */   w8: () => (/* binding */ autoInactiveAlways),
/* harmony export */   yB: () => (/* binding */ environmentUrlWithoutState)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(791);

/**
 * The inputs have problems.
 *
 * @param migrationPage page about the inputs of other actions, if one of them is set
 */
const wrongInputs = ({ lines, migrationPage }) => {
    const list = lines.map(line => `- ${line}`).join('\n');
    const page = migrationPage === undefined ? '' : ` For the inputs of other actions, see ${migrationPage}.`;
    return new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(lines.length > 1 ? `${lines.length} things are wrong with the inputs:\n${list}\n` : lines.join(''), `Correct the "with:" of this step; nothing was sent to GitHub.${page}`, migrationPage === undefined ? 'the-inputs' : undefined);
};
/** An input of another action is set. */
const inputOfOtherAction = ({ name, replacement }) => `"${name}" is not an input of this action: use ${replacement}.`;
/** The operation does not use an input that is set. */
const notUsedByOperation = ({ name, usedBy, operation }) => `"${name}" belongs to ${inWords(usedBy)}, not to ${operation}.`;
/** Joins words for a sentence: `a`, `a and b`, `a, b and c`. */
const inWords = (words) => words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
/** `environment` is not set, and the operation needs it. */
const environmentMissing = ({ operation }) => `"environment" is missing: ${operation} needs it.`;
/** A teardown has neither `environment` nor `deployment-id`. */
const teardownTargetMissing = ({ operation }) => `"environment" or "deployment-id" is missing: ${operation} needs one of them.`;
/** `update` or `wait` has neither `deployment-id` nor `environment`. */
const deploymentMissing = ({ operation }) => `"deployment-id" or "environment" is missing: ${operation} needs a deployment.`;
/** The payload of a `deployment` or `deployment_status` event is incomplete. */
const eventWithoutDeployment = ({ event }) => `The event ${event} holds no deployment that can be read: give "deployment-id".`;
/** `ref` is not set, and the operation uses another repository than the workflow's. */
const refMissing = () => '"ref" is missing: the event says nothing about another repository.';
/** `update` has no `state`. */
const stateMissing = () => '"state" is missing: update needs it.';
/** `create` has an `environment-url`, but no `state`. */
const environmentUrlWithoutState = () => '"environment-url" belongs to a status: give "state" with it.';
/** `skip-after` is not over before `timeout`. */
const skipAfterTooLong = ({ skipAfter, timeout }) => `"skip-after" must be shorter than "timeout": it is ${skipAfter}, and "timeout" is ${timeout}.`;
/** An input that selects deployments has no effect on one that is selected by its id. */
const notWithDeploymentId = ({ name }) => `"${name}" cannot be given together with "deployment-id".`;
/** `deploy` takes over a deployment, and has an input for a new one. */
const notForExistingDeployment = ({ name }) => `"${name}" cannot be given for a deployment that exists already and is taken over.`;
/** A value has several lines or control characters. */
const mustBeOneLine = ({ name }) => `"${name}" must be one line without control characters.`;
/** A value is not a boolean. */
const mustBeTrueOrFalse = ({ name, value }) => `"${name}" must be true or false, not "${value}".`;
/** `auto-inactive` has a value of an earlier version. */
const autoInactiveAlways = () => '"auto-inactive" must be true or false, not "always": "true" also deactivates older production and transient deployments.';
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
/** `repository` is not set, and the runner does not set `GITHUB_REPOSITORY`. */
const repositoryMissing = () => '"repository" is missing, and the runner does not say where the workflow runs.';
/** `repository` is not in the form `owner/name`. */
const repositoryMalformed = ({ value }) => `"repository" must be owner/name, not "${value}".`;
/** `token` is empty, and the runner has no `GITHUB_TOKEN`. */
const tokenMissing = () => '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=\u2026".';
/** `token` is empty, and `api-url` is on another host than the workflow. */
const tokenForHostMissing = () => '"token" is missing: the host of "api-url" needs a token of its own.';
/** `token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
const workflowTokenForOtherHost = () => '"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".';
/** `environment-token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
const environmentTokenForOtherHost = () => '"environment-token" is the workflow\'s own token, which is not for the host of "api-url".';
/** A token has line breaks, spaces or characters outside ASCII. */
const tokenMalformed = ({ name }) => `"${name}" has characters that no token has.`;


/***/ }),

/***/ 327:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EG: () => (/* binding */ savedStateUnreadable),
/* harmony export */   Q7: () => (/* binding */ ownRecordEndsOtherTasks),
/* harmony export */   Zw: () => (/* binding */ tokenGone),
/* harmony export */   _A: () => (/* binding */ lateLinkInvalid),
/* harmony export */   e_: () => (/* binding */ deletedMeanwhile),
/* harmony export */   kG: () => (/* binding */ tokenReplaced),
/* harmony export */   kc: () => (/* binding */ ownRecordKept),
/* harmony export */   nD: () => (/* binding */ environmentUrlRejected),
/* harmony export */   o0: () => (/* binding */ eventFileUnreadable),
/* harmony export */   q8: () => (/* binding */ unknownResult),
/* harmony export */   tK: () => (/* binding */ githubKeepsOwnRecord),
/* harmony export */   wN: () => (/* binding */ commandFileNotWritten)
/* harmony export */ });
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(339);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(791);


/** A file for outputs, state or the job summary is missing, or cannot be written. */
const commandFileNotWritten = ({ what, why }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`${what} could not be written: ${why}`, 'command-file-not-written');
/** The event file is missing, or is not JSON. */
const eventFileUnreadable = ({ code, isInvalidJson }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`The file with the event cannot be read (${isInvalidJson ? 'it is not JSON' : code}); only the variables of the runner are known.`, 'event-file-unreadable');
/** GitHub rejected `token`, and the `GITHUB_TOKEN` is used instead. */
const tokenReplaced = () => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)('GitHub rejected the token (401), so the workflow\'s GITHUB_TOKEN is used instead. Events it creates do not trigger other workflows. If you need them, check the input "token".', 'token-replaced');
/** The job has `environment:`, so GitHub keeps its own deployment beside the one of this action. */
const githubKeepsOwnRecord = ({ environment, isOnEnterpriseServer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm)(`GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". ${onlyOneRecord({ environment, isOnEnterpriseServer })}`, 'github-keeps-own-record');
/** The job has `environment:`, and several tasks share this environment. */
const ownRecordEndsOtherTasks = ({ environment, isOnEnterpriseServer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`GitHub keeps a deployment of its own for this job, because the job has "environment: ${environment}". When that deployment succeeds, GitHub deactivates older deployments of every task in the environment. ${onlyOneRecord({ environment, isOnEnterpriseServer })}`, 'own-record-ends-other-tasks');
/** A teardown finds GitHub's own deployment for its job. */
const ownRecordKept = ({ environment, isOnEnterpriseServer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`GitHub's own deployment for this job is kept, because GitHub would set it live again when the job ends: the job has "environment: ${environment}". Run the teardown in a job without "environment:"${isOnEnterpriseServer ? '.' : `, or write "environment: { name: ${environment}, deployment: false }", which keeps secrets and approvals and leaves one record.`}`, 'own-record-kept');
const onlyOneRecord = ({ environment, isOnEnterpriseServer }) => isOnEnterpriseServer
    ? 'Remove "environment:" from the job to have only one record.'
    : `Write "environment: { name: ${environment}, deployment: false }" to keep secrets and approvals and have only one record.`;
/** The state that main saved for post is damaged. */
const savedStateUnreadable = () => new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .Problem */ .AF('The state that the main step saved cannot be read, so a deployment that it started cannot be finished.', 'Check the environment, and set the final state with "operation: update".', 'saved-state-unreadable');
/** `token` is empty when the job ends, and the `GITHUB_TOKEN` cannot be used instead. */
const tokenGone = ({ repository }) => new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .Problem */ .AF(`The token for ${repository} is no longer available, so the deployment that this step started there cannot be finished.`, 'Set the final state with "operation: update". Inside nested composite actions, expressions may be empty when the job ends.', 'token-gone');
/** `environment-url` or `log-url` is not a URL when the job ends. */
const lateLinkInvalid = ({ name, value }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`The final status is recorded without this link: ${(0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .mustBeUrl */ .oe)({ name, value })}`, 'late-link-invalid');
/** The author's `result` has words that are not an outcome. */
const unknownResult = ({ words, state }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`Unknown result "${words.join('", "')}": the deployment is recorded as ${state}. Use step outcomes, job statuses or one deployment state.`, 'unknown-result');
/** Somebody deleted the deployment while the job ran. */
const deletedMeanwhile = ({ id, state }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm)(`Deployment ${id} was deleted while the job ran, so its final state (${state}) is not recorded.`, 'deleted-meanwhile');
/** GitHub rejected a status, but accepted it without its environment URL. */
const environmentUrlRejected = ({ url, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`GitHub rejected the environment URL "${url}" (${reason.replace(/\.$/, '')}), so the state is recorded without a link. Check the input "environment-url".`, 'environment-url-rejected');


/***/ }),

/***/ 30:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ep: () => (/* binding */ nameOrCount),
/* harmony export */   gi: () => (/* binding */ maxNamed),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/** Maximum number of names or reasons in a sentence. */
const maxNamed = 5;
/** Lists names for a sentence: the first names and the number of all others. */
function inShort(names, most = maxNamed) {
    const more = names.length - most;
    return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
/** Names one environment, or counts several: `environment staging`, `2 environments`. */
const nameOrCount = (environments) => environments.length === 1 ? `environment ${environments.join('')}` : counted(environments.length, 'environment');
/** Returns a count with its noun: `1 deployment`, `2 deployments`. */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ }),

/***/ 791:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ warning),
/* harmony export */   AF: () => (/* binding */ Problem),
/* harmony export */   Jy: () => (/* binding */ GitHubProblem),
/* harmony export */   NF: () => (/* binding */ couldNot),
/* harmony export */   Ni: () => (/* binding */ isUnanswered),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   c4: () => (/* binding */ isNotFound),
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
/** Whether GitHub answered "not found". */
const isNotFound = (error) => error instanceof GitHubProblem && error.answer.status === 404;
/** Whether the only problem is that GitHub did not answer in time. */
const isUnanswered = (error) => error instanceof GitHubProblem && error.answer.unanswered === true;
/**
 * Whether GitHub refuses a request for a reason that applies to all others, too: anything but a conflict or an invalid
 * value. If the token can read something but not change it, GitHub answers "not found".
 */
const isForAll = (error) => error instanceof GitHubProblem && !isUnanswered(error) && ![409, 422].includes(error.answer.status);
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

/***/ 663:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B$: () => (/* binding */ olderStillActive),
/* harmony export */   F_: () => (/* binding */ olderMayBeActive),
/* harmony export */   Rm: () => (/* binding */ siblingSuperseded),
/* harmony export */   Tm: () => (/* binding */ newerSucceeded),
/* harmony export */   ex: () => (/* binding */ listLacksDeployment),
/* harmony export */   kn: () => (/* binding */ otherWorkflowSuperseded),
/* harmony export */   zM: () => (/* binding */ leftOpenNotEnded)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(791);

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
/** The deployment supersedes one that another workflow made. */
const otherWorkflowSuperseded = ({ environment, task, workflow, other }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)(`Workflow "${workflow}" superseded a deployment of task "${task}" in ${environment} that workflow "${other}" made. If they deploy different parts, give each part its own "task", such as "deploy:api", and end the deployments of the old task once with "operation: deactivate" and "task: ${task}". If they deploy the same part, such as a release and a rollback, nothing is wrong.`, 'other-workflow-superseded');
/** A newer deployment succeeded before this one. */
const newerSucceeded = ({ environment, commit, id, logUrl }) => {
    const newer = [commit, id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined);
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`A newer deployment of ${environment} succeeded before this one (${newer.join(', ')}). Both stay active, because the action cannot tell which one is live. Use "concurrency" in the workflow, so that deployments of an environment do not overlap.`, 'newer-succeeded');
};
/** Deployments that an earlier attempt of this run left open could not be ended. */
const leftOpenNotEnded = ({ count, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not end ${count === 1 ? 'the deployment' : `${count} deployments`} that an earlier attempt of this run left open. ${reason}`, 'left-open-not-ended');


/***/ }),

/***/ 898:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DH: () => (/* binding */ pullRequestsNotReadable),
/* harmony export */   Fn: () => (/* binding */ environmentHasNoAddress),
/* harmony export */   Gc: () => (/* binding */ environmentInUse),
/* harmony export */   JA: () => (/* binding */ exclusionMatchesNothing),
/* harmony export */   Pd: () => (/* binding */ teardownIncomplete),
/* harmony export */   Yk: () => (/* binding */ replacedHeadsUnknown),
/* harmony export */   c9: () => (/* binding */ nothingExcluded),
/* harmony export */   hM: () => (/* binding */ environmentsNotDeleted),
/* harmony export */   vM: () => (/* binding */ patternsNotResolved),
/* harmony export */   xz: () => (/* binding */ deploymentDoesNotExist)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(791);


/** A teardown tried everything, but could not change some deployments or environments. */
const teardownIncomplete = ({ operation, failed, reasons }) => {
    const more = reasons.length - _list_js__WEBPACK_IMPORTED_MODULE_1__/* .maxNamed */ .gi;
    const lines = [...reasons.slice(0, _list_js__WEBPACK_IMPORTED_MODULE_1__/* .maxNamed */ .gi), ...(more > 0 ? [`and more, for ${more} other reasons`] : [])];
    return new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`The teardown is not complete: ${failed === 1 ? 'One could' : `${failed} could`} not be ${operation === 'delete' ? 'deleted' : 'deactivated'}.\n- ${lines.join('\n- ')}\n`, 'Everything else is done. Run it again for the rest.', 'teardown-incomplete');
};
/** The deployment to delete does not exist. */
const deploymentDoesNotExist = ({ id }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)(`Deployment ${id} does not exist, so there is nothing to delete.`, 'deployment-does-not-exist');
/** Somebody deployed to an environment during the teardown. */
const environmentInUse = ({ name }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Environment ${name} stays: it has a deployment that was not deleted here.`, 'environment-in-use');
/** GitHub refuses to delete environments. Some of them may not exist. */
const environmentsNotDeleted = ({ refused, unknown }) => {
    const names = (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(refused.map(({ name }) => name));
    const answers = new Set(refused.map(({ answer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .inWords */ .r4)(answer)));
    const maybe = unknown.length === 0
        ? ''
        : ` Not known to exist: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(unknown)}. To look it up, add "permissions: actions: read" to the job.`;
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not delete ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(refused.length, 'environment')}: ${names}. GitHub says: ${[...answers].join(', ')}. Deleting an environment needs administration: write, which GITHUB_TOKEN never has: set "environment-token" to a token that has it.${maybe} Everything else is done.`, 'environments-not-deleted');
};
/** The name of an environment cannot be part of a URL path. */
const environmentHasNoAddress = ({ name }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's REST API has no address for an environment called "${name}".`, 'Look at it in the settings of the repository.', 'environment-has-no-address');
/** The token cannot read pull requests. */
const pullRequestsNotReadable = ({ answer }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy({ doing: 'read the open pull requests', answer }, 'Add "permissions: pull-requests: read" and "contents: read" to the job.', 'pull-requests-not-readable');
/** The open pull requests were read with REST, which does not show which commits a force push replaced. */
const replacedHeadsUnknown = () => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)("GitHub's REST API does not show commits that a force push replaced. A deployment of such a commit is kept only if its environment or task has the number or the branch of the pull request in its name.", 'replaced-heads-unknown');
/** The token may not list the environments, and there are too many deployments to find all names. */
const patternsNotResolved = ({ deployments }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`Could not resolve the patterns: the token may not list the environments, and ${deployments.toLocaleString('en')} deployments did not show all of them.`, 'Add "permissions: actions: read" to the job, or name the environments without patterns.', 'patterns-not-resolved');
/** An exclusion matches no environment, and a pattern matches everything. The exclusion may be a typo. */
const exclusionMatchesNothing = ({ exclusions, pattern }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`No existing environment matches the exclusion ${exclusions.map(line => `"${line}"`).join(' or ')}, and "${pattern}" matches every environment.`, 'Nothing was changed. Correct the exclusion, or remove it if it is not needed.', 'exclusion-matches-nothing');
/** A pattern matches everything, and all lines that start with `!` are names of existing environments. */
const nothingExcluded = ({ pattern }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`No line excludes anything from "${pattern}": the lines that start with "!" are names of existing environments.`, 'Nothing was changed. Add a line for each environment that must stay.', 'nothing-excluded');


/***/ }),

/***/ 987:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C8: () => (/* binding */ isOneName),
/* harmony export */   EP: () => (/* binding */ searchOf),
/* harmony export */   I6: () => (/* binding */ find),
/* harmony export */   cs: () => (/* binding */ isHopeless),
/* harmony export */   r9: () => (/* binding */ findIn)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _domain_history_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(264);
/* harmony import */ var _domain_maker_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(396);
/* harmony import */ var _domain_pattern_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(286);
/* harmony import */ var _domain_search_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(70);
/* harmony import */ var _messages_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(205);
/* harmony import */ var _job_record_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(787);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(73);








/**
 * Whether the lines are the name of one environment. A single line cannot exclude anything, so it is a name even if it
 * starts with `!`.
 */
const isOneName = ([line = '', ...others]) => others.length === 0 && ((0,_domain_pattern_js__WEBPACK_IMPORTED_MODULE_7__/* .isExclusion */ .VB)(line) || !(0,_domain_pattern_js__WEBPACK_IMPORTED_MODULE_7__/* .isPattern */ .Pt)(line));
/**
 * Finds the newest deployment of one environment, its predecessor, and the commit to roll back to.
 *
 * @throws Problem if several tasks have such a deployment and no task is given
 */
async function find(command, ports) {
    const [environment = ''] = command.lines;
    await findIn(environment, await searchOf(command, ports), ports);
}
/** Returns the search with the commit that is meant now. */
async function searchOf({ states, task, commit }, ports) {
    if (commit === undefined)
        return { states, task };
    const ref = await (0,_target_js__WEBPACK_IMPORTED_MODULE_6__/* .resolveCommit */ .WL)(commit, ports);
    const sha = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isSha */ .HH)(ref) ? ref.toLowerCase() : await ports.github.commits.of(ref);
    if (sha === undefined)
        ports.report.info(`GitHub found no commit for "${ref}".`);
    return { states, task, ref, sha };
}
/** Whether no deployment can be found, because there is no such commit. */
const isHopeless = ({ ref, sha }) => ref !== undefined && sha === undefined;
/** Finds the newest deployment of one environment. @throws Problem if several tasks have one and no task is given */
async function findIn(environment, search, ports) {
    const { github, report, run } = ports;
    if (isHopeless(search)) {
        report.info(describeNothing(environment, search));
        return;
    }
    const { listed, looked, isAll } = await readHistory(environment, search, ports);
    if (listed.some(one => (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isJobsOwn */ .fW)(one, run)))
        (0,_job_record_js__WEBPACK_IMPORTED_MODULE_5__/* .adviseOneRecord */ .M)(environment, ports);
    const finding = (0,_domain_search_js__WEBPACK_IMPORTED_MODULE_3__/* .findAmong */ .yl)(listed, search, run);
    const [found, ...others] = finding.found;
    if (others.length > 0) {
        const tasks = finding.found.map(({ task, sha }) => `${task} (${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(sha)})`);
        throw (0,_messages_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .severalTasks */ .dp)({ environment, states: search.states, tasks });
    }
    if ((0,_domain_search_js__WEBPACK_IMPORTED_MODULE_3__/* .isForRollback */ .ac)(search))
        reportRollback(finding, ports);
    if (!isAll)
        report.info(`Only the newest ${looked} deployments of "${environment}" were searched.`);
    if (found === undefined) {
        report.info(describeNothing(environment, search));
        return;
    }
    const { previous } = finding;
    const records = await github.deployments.records(previous === undefined ? [found] : [found, previous]);
    const deployment = records.get(found.nodeId);
    if (deployment === undefined)
        throw (0,_messages_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .deletedWhileLookedUp */ .oZ)({ sha: found.sha, environment: found.environment });
    report.deployment('found', deployment);
    const { state = 'pending', environmentUrl = '', logUrl = '' } = found;
    report.seen({ state, environmentUrl, logUrl, description: '', createdAt: '' });
    report.previous({ sha: previous?.sha, id: previous && records.get(previous.nodeId)?.id });
}
function reportRollback({ tasksAtWork, rollback }, { report }) {
    report.rollback(rollback?.sha);
    if (tasksAtWork.length < 2)
        return;
    report.info(`"rollback-sha" is empty, because several tasks were deployed: ${tasksAtWork.join(', ')}. Set "task".`);
}
/** Reads an environment's history as far back as necessary. */
async function readHistory(environment, search, ports) {
    const { github, run } = ports;
    const listed = [];
    const seen = new Set();
    let ofCommit;
    for await (const { entries, isLast } of github.listing.history(environment, search.task)) {
        for (const entry of entries) {
            seen.add(entry.nodeId);
            if (search.task !== undefined && entry.task !== search.task)
                continue;
            const hasStatuses = entry.states !== undefined;
            if (!hasStatuses && (0,_domain_search_js__WEBPACK_IMPORTED_MODULE_3__/* .isTaskDecided */ .eM)(entry.task, listed, search, run, seen.size))
                continue;
            const read = !hasStatuses || (0,_domain_history_js__WEBPACK_IMPORTED_MODULE_1__/* .needsMoreStatuses */ .N2)(entry) ? await github.listing.withStatuses(entry) : entry;
            if (read !== undefined)
                listed.push(read);
        }
        const finding = (0,_domain_search_js__WEBPACK_IMPORTED_MODULE_3__/* .findAmong */ .yl)(listed, search, run);
        const isEnough = isLast || (seen.size >= _domain_search_js__WEBPACK_IMPORTED_MODULE_3__/* .minRead */ .t9.graphql && (0,_domain_search_js__WEBPACK_IMPORTED_MODULE_3__/* .isComplete */ .As)(finding, search));
        if (isEnough)
            return { listed, looked: seen.size, isAll: true };
        if (search.sha !== undefined && finding.found.length === 0) {
            ofCommit ??= await idsOfCommit(environment, search.sha, ports);
            const isSeen = ofCommit !== 'too many' && ofCommit.every(nodeId => seen.has(nodeId));
            if (isSeen)
                return { listed, looked: seen.size, isAll: true };
        }
    }
    return { listed, looked: seen.size, isAll: false };
}
/** Returns the ids of all deployments of a commit. Sends one request, which may not show them all. */
async function idsOfCommit(environment, sha, { github }) {
    const { entries, isLast } = await github.deployments.newest({ sha });
    if (!isLast)
        return 'too many';
    return entries.filter(one => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEnvironment */ .iE)(one.environment, environment)).map(({ nodeId }) => nodeId);
}
/** Describes the deployment that was not found. */
const describeNothing = (environment, search) => `"${environment}" has no deployment${(0,_domain_search_js__WEBPACK_IMPORTED_MODULE_3__/* .describeSearch */ .em)(search)}.`;


/***/ }),

/***/ 787:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ adviseOneRecord)
/* harmony export */ });
/* harmony import */ var _domain_run_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(97);
/* harmony import */ var _messages_job_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(327);


/** Advises how to have only one record, if GitHub keeps one of its own for this job. */
function adviseOneRecord(environment, { report, run }) {
    report.note((0,_messages_job_js__WEBPACK_IMPORTED_MODULE_0__/* .githubKeepsOwnRecord */ .tK)({ environment, isOnEnterpriseServer: (0,_domain_run_js__WEBPACK_IMPORTED_MODULE_1__/* .isOnEnterpriseServer */ .qE)(run) }));
}


/***/ }),

/***/ 386:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   XZ: () => (/* binding */ endAll),
/* harmony export */   hh: () => (/* binding */ supersede),
/* harmony export */   oq: () => (/* binding */ inBatches),
/* harmony export */   rN: () => (/* binding */ reportStillActive)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(289);
/* harmony import */ var _domain_history_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(264);
/* harmony import */ var _domain_maker_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(396);
/* harmony import */ var _messages_list_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(30);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(791);
/* harmony import */ var _messages_superseding_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(663);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(255);







/**
 * Ends the older successful deployments of the same environment and task. A failure is only a warning because the
 * deployment itself succeeded.
 */
async function supersede(deployment, logUrl, known, ports) {
    try {
        await endOlder(deployment, logUrl, await listFor(deployment, known, ports), ports);
    }
    catch (error) {
        if (error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .Cancelled */ .cJ)
            throw error;
        ports.report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_4__/* .olderMayBeActive */ .F_)({ environment: deployment.environment, reason: (0,_messages_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .explain */ .WE)(error) }));
    }
}
/**
 * Returns the deployments to search. If a complete list lacks the deployment itself, it comes from a replica that
 * lags behind. Then reads it again, at once and after a while.
 *
 * @throws Problem if GitHub's list does not show the deployment itself
 */
async function listFor(own, known, { github, clock }) {
    const readOfTask = () => github.listing.newestOfTask(own, {});
    const isStale = ({ deployments, isAll }) => isAll && !deployments.some(({ nodeId }) => nodeId === own.nodeId);
    const newest = known.newest ?? (await github.listing.newestOfEnvironment(own, { mayBeNew: true }));
    const isEnough = newest.isAll || newest.of === 'task';
    const first = isEnough ? newest : (0,_domain_history_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)(newest, known.ofTask ?? (await readOfTask()));
    if (!isStale(first))
        return first;
    const second = await readOfTask();
    if (!isStale(second))
        return second;
    await clock.sleep(_ports_js__WEBPACK_IMPORTED_MODULE_5__/* .replicaLagMs */ .n);
    const third = await readOfTask();
    if (!isStale(third))
        return third;
    throw (0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_4__/* .listLacksDeployment */ .ex)({ id: own.id, environment: own.environment });
}
async function endOlder(deployment, logUrl, list, ports) {
    const { report, run } = ports;
    const { environment, task } = deployment;
    const { superseded, ofOtherApps, ofOtherTasks, newer } = (0,_domain_history_js__WEBPACK_IMPORTED_MODULE_1__/* .supersedingOf */ .Dp)(list.deployments, deployment, run);
    const description = `Superseded by ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(deployment.sha)}`;
    const { done, failed } = await endAll(superseded, { state: 'inactive', description, logUrl, withPayloads: true }, ports);
    if (done.length > 0)
        report.superseded(done);
    adviseTasks(done, deployment, ports);
    const [reason] = failed;
    if (reason !== undefined) {
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_4__/* .olderStillActive */ .B$)({ environment, failed: failed.length, total: superseded.length, reason }));
    }
    const [newest] = newer;
    if (newest !== undefined) {
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_4__/* .newerSucceeded */ .Tm)({ environment, commit: (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(newest.sha), id: newest.id, logUrl: newest.logUrl }));
    }
    if (list.of === 'task' && !list.isAll) {
        const searched = list.deployments.filter(other => other.task === task).length;
        report.info(`Only the newest ${searched} deployments of task "${task}" in ${environment} were checked. If older ones are still active, end them with "operation: deactivate".`);
    }
    reportOthers(ofOtherApps, 'app', ports);
    reportOthers(ofOtherTasks, 'task', ports);
}
/** Advises a task for each part if other jobs of this run, or other workflows, made what was superseded. */
function adviseTasks(ended, own, { report, run }) {
    const { environment, task } = own;
    for (const { id, logUrl } of ended.filter(other => (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .isSibling */ .lO)(other, own, run))) {
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_4__/* .siblingSuperseded */ .Rm)({ task, id, logUrl }));
    }
    const workflows = new Set(ended.map(other => (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_2__/* .otherWorkflowOf */ .BG)(other, run)).filter(name => name !== undefined));
    for (const other of workflows) {
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_4__/* .otherWorkflowSuperseded */ .kn)({ environment, task, workflow: run.workflow, other }));
    }
}
/** Reports older deployments that stay active because the author wants it. */
function reportStillActive(deployment, { newest, ofTask }, ports) {
    const listed = (newest && ofTask ? (0,_domain_history_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)(newest, ofTask) : (newest ?? ofTask))?.deployments ?? [];
    const { superseded, ofOtherApps, ofOtherTasks } = (0,_domain_history_js__WEBPACK_IMPORTED_MODULE_1__/* .supersedingOf */ .Dp)(listed, deployment, ports.run);
    const active = [...superseded, ...ofOtherApps];
    if (active.length > 0) {
        const stay = `${(0,_messages_list_js__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(active.length, 'older deployment')} ${active.length === 1 ? 'stays' : 'stay'} active`;
        const commits = [...new Set(active.map(({ sha }) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .shortRef */ .m3)(sha)))].join(', ');
        ports.report.info(`${stay}: ${commits} ("auto-inactive" is "false")`);
    }
    reportOthers(ofOtherTasks, 'task', ports);
}
/** Reports older deployments of other apps or tasks, which stay active. */
function reportOthers({ length }, of, { report }) {
    if (length === 1)
        report.info(`1 older deployment of another ${of} stays active`);
    if (length > 1)
        report.info(`${length} older deployments of other ${of}s stay active`);
}
/** Ends deployments. Returns those that this action ended, and the reasons why it could not end others. */
async function endAll(listed, end, { github }) {
    const done = [];
    const failed = [];
    const left = new Set(listed.map(({ nodeId }) => nodeId));
    try {
        for (const batch of inBatches(listed)) {
            for await (const written of github.writes.end(batch, end)) {
                left.delete(written.deployment.nodeId);
                if ('why' in written)
                    failed.push(written.why);
                else if (written.result === 'done')
                    done.push(written.deployment);
            }
        }
    }
    catch (error) {
        if (error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .Cancelled */ .cJ)
            throw error;
        // No further write can succeed.
        failed.push(...Array.from(left, () => (0,_messages_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .explain */ .WE)(error)));
    }
    return { done, failed };
}
/** Deployments per write request. GitHub times out on larger batches. */
const batchSize = 10;
/** Splits deployments into batches that are written together. */
function inBatches(listed) {
    const count = Math.ceil(listed.length / batchSize);
    return Array.from({ length: count }, (_, place) => listed.slice(place * batchSize, (place + 1) * batchSize));
}


/***/ }),

/***/ 73:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gn: () => (/* binding */ deploymentById),
/* harmony export */   WL: () => (/* binding */ resolveCommit),
/* harmony export */   nL: () => (/* binding */ whyNotOurs)
/* harmony export */ });
/* harmony import */ var _domain_choice_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(949);
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(289);
/* harmony import */ var _messages_creating_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(841);
/* harmony import */ var _messages_finding_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(205);




/** Reads a deployment by its id. @throws Problem if it does not match the other inputs */
async function deploymentById(target, ports) {
    const deployment = await ports.github.deployments.one(target.id);
    const reason = (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotNamed */ .zS)(deployment, target) ?? (await whyNotOfCommit(deployment, target.commit, ports));
    if (reason !== undefined)
        throw (0,_messages_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .deploymentDoesNotMatch */ .nN)({ id: deployment.id, reason });
    return deployment;
}
async function whyNotOfCommit(deployment, commit, ports) {
    if (commit === undefined)
        return undefined;
    const ref = await resolveCommit(commit, ports);
    if ((0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfCommit */ .lU)(deployment, { ref }))
        return undefined;
    const sha = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isSha */ .HH)(ref) ? undefined : await ports.github.commits.of(ref);
    if ((0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfCommit */ .lU)(deployment, { ref, sha }))
        return undefined;
    return `its ref is ${deployment.ref} and its commit is ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(deployment.sha)}, not ${ref}`;
}
/**
 * Returns why this workflow ignores the deployment of an event, or `undefined` if it does not. Deployments of other
 * systems trigger the same events.
 */
function whyNotOurs(deployment, named) {
    const why = (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotNamed */ .zS)(deployment, named);
    return why === undefined ? undefined : `Deployment ${deployment.id} is left alone: ${why}.`;
}
/** Returns the ref to send for a commit. Reads it from the workspace or a pull request if necessary. */
async function resolveCommit(source, { github, workspace, report }) {
    switch (source.kind) {
        case 'ref':
            if (source.isTestMerge === true) {
                report.note((0,_messages_creating_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeCommitRecorded */ .W9)({ what: `${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(source.ref)}, given as "ref",` }));
            }
            return source.ref;
        case 'pull-request': {
            const sha = await github.pullRequests.head(source.number);
            report.info(`The head of pull request #${source.number} is ${sha}.`);
            return sha;
        }
        case 'head': {
            const sha = await workspace.head();
            if (source.mergeCommits.includes(sha)) {
                report.note((0,_messages_creating_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeCommitRecorded */ .W9)({ what: `${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .shortRef */ .m3)(sha)}, checked out in the workspace,` }));
            }
            return sha;
        }
    }
}


/***/ }),

/***/ 255:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ replicaLagMs)
/* harmony export */ });
/** Time for GitHub's replicas to catch up with a write, in milliseconds. */
const replicaLagMs = 1500;


/***/ }),

/***/ 574:
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
    const exec = await __nccwpck_require__.e(/* import() */ 32).then(__nccwpck_require__.bind(__nccwpck_require__, 32));
    return exec.getExecOutput(command, args, options);
}


/***/ }),

/***/ 805:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   QS: () => (/* binding */ JSONParse),
/* harmony export */   Qq: () => (/* binding */ HttpClient),
/* harmony export */   _y: () => (/* binding */ restEndpointMethods),
/* harmony export */   hd: () => (/* binding */ fetch),
/* harmony export */   iq: () => (/* binding */ JSONStringify),
/* harmony export */   n: () => (/* binding */ withCustomRequest),
/* harmony export */   tZ: () => (/* binding */ HttpClient),
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
/** Replaces `@actions/http-client/lib/auth`, which `@actions/core` needs for OIDC tokens, too. */

/**
 * Replaces `json-with-bigint`, with which Octokit reads whole numbers beyond 2\u2075\u00b3 as `bigint`. A payload with a `bigint`
 * could not be written as JSON again, and GitHub's own numbers are smaller.
 */
const JSONParse = (text) => JSON.parse(text);
const JSONStringify = (value) => JSON.stringify(value);
/** Replaces `@octokit/graphql`. This action sends GraphQL like every other request, so that it repeats it alike. */
const withCustomRequest = () => ({ defaults: () => undefined });
/** Octokit's plugins add pagination and a method for each of about a thousand routes. This action uses a few. */
const restEndpointMethods = () => ({});
const paginateRest = () => ({});


/***/ }),

/***/ 613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 317:
/***/ ((module) => {

module.exports = require("child_process");

/***/ }),

/***/ 982:
/***/ ((module) => {

module.exports = require("crypto");

/***/ }),

/***/ 434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 708:
/***/ ((module) => {

module.exports = require("node:https");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 557:
/***/ ((module) => {

module.exports = require("timers");

/***/ }),

/***/ 795:
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
/******/ 			return {"26":"several-environments.js","32":"exec.js","322":"core.js","688":"several-environments.js","792":"index.js"}[chunkId];
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
var messages_problem = __nccwpck_require__(791);
// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __nccwpck_require__(289);
// EXTERNAL MODULE: ../domain/json.ts
var domain_json = __nccwpck_require__(612);
;// CONCATENATED MODULE: ../domain/outcome.ts


/** Outcomes of a job or a step. https://docs.github.com/actions/reference/workflows-and-actions/contexts#steps-context */
const results = ['success', 'failure', 'error', 'cancelled', 'skipped'];
/** Words that are valid alone: outcomes of a job or a step, and deployment states. */
const soleWords = [...domain_deployment/* states */.xP, 'cancelled', 'skipped'];
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
    const list = (0,domain_json/* decoded */.DH)(text);
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
        tally: others.length === 0 ? undefined : `${word} (${tallyOf(others)})`
    };
}
function stateFor(word, known, { transient }) {
    if (!known.includes(word))
        return 'error';
    if (word === 'cancelled')
        return transient ? 'inactive' : 'error';
    if (word === 'skipped')
        return 'inactive';
    return domain_deployment/* states */.xP.find(state => state === word) ?? 'error';
}
/** Returns how often each word occurs: `1 success, 2 skipped`. */
const tallyOf = (words) => [...new Set(words)].map(word => `${words.filter(each => each === word).length} ${word}`).join(', ');
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
/**
 * Returns the value of a text input when the job ends. This is the late value, unless it is empty or equals main's
 * value with parts missing. Then main's value counts. In nested composite actions, the runner evaluates expressions to
 * an empty text when the job ends.
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

// EXTERNAL MODULE: ../domain/run.ts
var domain_run = __nccwpck_require__(97);
;// CONCATENATED MODULE: ../domain/intent.ts


/**
 * Returns our own payload as text, or the SHA-256 of an author's payload. Loads the module for this only if needed,
 * because loading it takes 4 ms before every deploy.
 */
async function known(payload, isMarked) {
    const text = (0,domain_json/* canonical */.$N)(payload);
    if (isMarked)
        return text;
    const { hash } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 598, 23));
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
        (0,domain_deployment/* sameEnvironment */.iE)(deployment.environment, intent.environment) &&
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

// EXTERNAL MODULE: ../messages/job.ts
var job = __nccwpck_require__(327);
// EXTERNAL MODULE: ../operations/supersede.ts
var supersede = __nccwpck_require__(386);
;// CONCATENATED MODULE: ../operations/status.ts



/** Writes a status and, after a success, ends the older deployments. */
async function writeStatus(deployment, { autoInactive, ...wanted }, ports, known = {}) {
    await addStatus(deployment, wanted, ports);
    if (wanted.state !== 'success')
        return;
    if (autoInactive)
        await (0,supersede/* supersede */.hh)(deployment, wanted.logUrl, known, ports);
    else
        (0,supersede/* reportStillActive */.rN)(deployment, known, ports);
}
/** Adds a status and reports it. */
async function addStatus(deployment, wanted, ports) {
    ports.report.status(await addedStatus(deployment, wanted, ports), deployment);
}
/**
 * Adds a status. If GitHub rejects it but accepts it without its URL, records the state without the link. GitHub does
 * not document which URLs it accepts.
 */
async function addedStatus(deployment, wanted, { github, report }) {
    try {
        return await github.statuses.add(deployment, wanted);
    }
    catch (error) {
        const isRefused = error instanceof messages_problem/* GitHubProblem */.Jy && error.answer.status === 422;
        if (!isRefused || wanted.environmentUrl === undefined)
            throw error;
        const { environmentUrl, ...others } = wanted;
        const status = await github.statuses.add(deployment, others);
        report.note((0,job/* environmentUrlRejected */.nD)({ url: environmentUrl, reason: error.answer.message }));
        return status;
    }
}

// EXTERNAL MODULE: ../operations/target.ts
var operations_target = __nccwpck_require__(73);
;// CONCATENATED MODULE: ../operations/create.ts






/**
 * Creates a deployment for work that ends elsewhere. If an outcome is given, also adds the first status. Creates nothing
 * if the work was skipped.
 */
async function create(command, ports, receipt) {
    const { plan, words } = command;
    const { report } = ports;
    if (isSkipped(words)) {
        report.info('No deployment was created, because "state" says that the work was skipped.');
        return;
    }
    const deployment = await createPlanned(plan, await (0,operations_target/* resolveCommit */.WL)(plan.commit, ports), command, ports, receipt);
    const outcome = words.length === 0 ? undefined : outcomeOf(words, deployment);
    if (outcome !== undefined) {
        const { state, word, tally } = outcome;
        if (tally !== undefined)
            report.info(`Outcome     ${tally}`);
        const { environmentUrl, logUrl, autoInactive } = command;
        const description = command.description ?? (0,domain_deployment/* shortened */.vI)(describeOutcome(word, (0,domain_deployment/* shortRef */.m3)(deployment.sha)));
        await writeStatus(deployment, { state, description, environmentUrl, logUrl, autoInactive }, ports);
    }
    // https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow
    if (command.startsNoWorkflow && !(0,domain_deployment/* isFinal */.dR)(outcome?.state) && outcome?.state !== 'in_progress') {
        report.info('GITHUB_TOKEN created this deployment, so it does not trigger workflows "on: deployment". To trigger them, set "token" to a GitHub App or personal access token.');
    }
}
/** Creates a deployment as planned. Saves the intent before the request, and the deployment as soon as it is known. */
async function createPlanned(plan, ref, { description, logUrl }, ports, receipt) {
    const { isMarked, ...fields } = plan;
    const wanted = {
        ...fields,
        ref,
        description: description ?? (0,domain_deployment/* shortened */.vI)(`Deploy ${(0,domain_deployment/* shortRef */.m3)(ref)} to ${plan.environment}`)
    };
    const intent = await intentOf(wanted, isMarked, ports.clock.now());
    receipt.save({ intent });
    const onRepeat = () => receipt.save({ intent: { ...intent, sentAtMs: ports.clock.now() } });
    const deployment = await ports.github.creation.create(wanted, intent, onRepeat).catch((error) => {
        const isNotCreated = error instanceof messages_problem/* GitHubProblem */.Jy && error.answer.mayBeDone !== true;
        if (isNotCreated)
            receipt.close();
        throw error;
    });
    receipt.save({ deployment });
    ports.report.deployment('created', deployment, logUrl);
    return deployment;
}

// EXTERNAL MODULE: ../messages/creating.ts
var creating = __nccwpck_require__(841);
// EXTERNAL MODULE: ../domain/history.ts
var domain_history = __nccwpck_require__(264);
// EXTERNAL MODULE: ../domain/maker.ts
var domain_maker = __nccwpck_require__(396);
;// CONCATENATED MODULE: ../operations/older-deployments.ts







/** Options that keep the requests short, because their result only informs and must not delay the deployment. */
const toInform = { withinMs: 5000, withStatuses: true, untilSuccess: true, mayBeNew: true };
/** Options if the deployment must not start without the result. */
const toDecide = { withStatuses: true };
/**
 * Reads the newest deployments of an environment. If they do not show what the task deployed before, also reads the
 * newest ones of the task. If a read fails, returns the error, because the deployment may continue. The result may be
 * awaited later.
 *
 * @param decides whether the result decides about the deployment: it must then show what is live
 */
function readOlder(where, decides, { github, run }) {
    const options = decides ? toDecide : toInform;
    const isEnough = (listed) => (decides ? (0,domain_history/* liveAmong */.x8)(listed, where, run) : (0,domain_history/* newestGood */.an)(listed, where)) !== undefined;
    const read = async () => {
        const newest = await github.listing.newestOfEnvironment(where, options);
        if (newest.of === 'task' || newest.isAll || isEnough(newest.deployments))
            return newest;
        return (0,domain_history/* joined */.oR)(newest, await github.listing.newestOfTask(where, options));
    };
    const older = read().catch((error) => {
        if (error instanceof messages_problem/* Cancelled */.cJ)
            throw error;
        return error;
    });
    // Nobody may be waiting for it when the job is cancelled.
    older.catch(() => undefined);
    return older;
}
/** Values of `older-commit`: what to do if the commit is older than the live one. */
const olderCommitChoices = ['deploy', 'fail', 'skip'];
/**
 * Compares the commit to deploy with the live one, if the author asks for it. It sees what is live, not what another
 * run is deploying.
 *
 * @throws Problem if the commit is older and must not be deployed, or if anything about the two commits is unknown
 */
async function guardAgainstOlder(where, ref, choice, older, { github, report, run }) {
    if (choice === 'deploy')
        return { isSkipped: false };
    const { environment, task } = where;
    const list = await older;
    if (list instanceof Error)
        throw list;
    const { deployments, isAll } = list;
    const among = isAll ? undefined : deployments.filter(one => one.task === task).length;
    const live = (0,domain_history/* liveAmong */.x8)(deployments, where, run);
    if (live === undefined) {
        if (among !== undefined)
            report.note((0,creating/* liveCommitNotFound */.H9)({ environment, among }));
        return { isSkipped: false };
    }
    const { status, base } = await compare(ref, live.sha, github);
    if (status !== 'ahead')
        return { isSkipped: false, compared: base };
    const commits = { ours: (0,domain_deployment/* shortRef */.m3)(base ?? ref), live: (0,domain_deployment/* shortRef */.m3)(live.sha), environment };
    if (choice === 'fail')
        throw (0,creating/* commitIsOlder */.cU)(commits);
    report.note((0,creating/* olderCommitSkipped */.At)(commits));
    report.previous({ sha: (0,domain_history/* newestGood */.an)(deployments, where)?.sha, among });
    return { isSkipped: true };
}
async function compare(ref, live, github) {
    try {
        return await github.commits.compare(ref, live);
    }
    catch (error) {
        if (!(0,messages_problem/* isNotFound */.c4)(error))
            throw error;
        const doing = `compare ${(0,domain_deployment/* shortRef */.m3)(ref)} with ${(0,domain_deployment/* shortRef */.m3)(live)}`;
        throw (0,creating/* commitsNotCompared */.Jt)({ doing, answer: error.answer, live: (0,domain_deployment/* shortRef */.m3)(live) });
    }
}
/**
 * Reports which commit the same task deployed before, and whether GitHub keeps its own record for this job. Saves what
 * post needs of the older deployments.
 */
function reportPrevious(older, own, { report, run }, receipt) {
    const { environment, task } = own;
    if (older instanceof Error) {
        report.info(`Could not check what was deployed to ${environment} before. ${(0,messages_problem/* explain */.WE)(older)}`);
        return;
    }
    const { deployments, of, isAll } = older;
    const others = deployments.filter(other => other.nodeId !== own.nodeId && other.task === task);
    const nodeIds = others.filter(({ state }) => (0,domain_deployment/* isLive */.DG)(state)).map(({ nodeId }) => nodeId);
    const sha = (0,domain_history/* predecessorOf */.Fr)(deployments, own)?.sha;
    receipt.save({ previousSha: sha, older: of === 'task' ? { nodeIds, isAll } : undefined });
    report.previous({ sha, among: isAll ? undefined : others.length });
    if (!deployments.some(other => (0,domain_maker/* isJobsOwn */.fW)(other, run)))
        return;
    // When GitHub's own record succeeds, GitHub deactivates older deployments of every task.
    const isLiveElsewhere = deployments.some(other => other.task !== task && (0,domain_deployment/* isLive */.DG)(other.state));
    const describe = task !== 'deploy' || isLiveElsewhere ? job/* ownRecordEndsOtherTasks */.Q7 : job/* githubKeepsOwnRecord */.tK;
    report.note(describe({ environment, isOnEnterpriseServer: (0,domain_run/* isOnEnterpriseServer */.qE)(run) }));
}

;// CONCATENATED MODULE: ../operations/deploy.ts







/** Runs the main step: creates a deployment or takes over an existing one, and sets it to `in_progress`. */
async function begin(command, ports, receipt) {
    const ready = command.begin.kind === 'new'
        ? await createNew(command.begin, command, ports, receipt)
        : await takeOver(command.begin, command, ports, receipt);
    if (ready === undefined)
        return;
    const { deployment, older } = ready;
    const { environmentUrl, logUrl } = command;
    const description = command.description ?? describeOutcome('in_progress', (0,domain_deployment/* shortRef */.m3)(deployment.sha));
    await addStatus(deployment, { state: 'in_progress', description, environmentUrl, logUrl }, ports);
    reportPrevious(await older, deployment, ports, receipt);
}
/** Creates a deployment. Returns `undefined` if a newer commit is live and the author wants to skip older ones. */
async function createNew({ plan, olderCommit }, texts, ports, receipt) {
    // This read runs in parallel with the creation, unless it decides whether to create anything.
    const older = readOlder(plan, olderCommit !== 'deploy', ports);
    const ref = await (0,operations_target/* resolveCommit */.WL)(plan.commit, ports);
    const { isSkipped, compared } = await guardAgainstOlder(plan, ref, olderCommit, older, ports);
    if (isSkipped)
        return undefined;
    const deployment = await createPlanned(plan, ref, texts, ports, receipt);
    if (compared !== undefined && compared !== deployment.sha) {
        ports.report.note((0,creating/* comparedCommitMoved */.mQ)({ compared: (0,domain_deployment/* shortRef */.m3)(compared), sha: (0,domain_deployment/* shortRef */.m3)(deployment.sha) }));
    }
    // GitHub's response to the creation shows how it spells the environment.
    const isRespelled = deployment.environment !== plan.environment;
    return { deployment, older: isRespelled ? readOlder(deployment, false, ports) : older };
}
/** Takes over an existing deployment. Returns `undefined` if the workflow is not responsible for it. */
async function takeOver({ existing, environment, task }, { logUrl }, ports, receipt) {
    const named = { environment, task };
    const deployment = typeof existing === 'number' ? await (0,operations_target/* deploymentById */.Gn)({ by: 'id', id: existing, ...named }, ports) : existing;
    const notOurs = (0,operations_target/* whyNotOurs */.nL)(deployment, named);
    if (notOurs !== undefined) {
        ports.report.info(notOurs);
        return undefined;
    }
    receipt.save({ deployment });
    ports.report.deployment('taken over', deployment, logUrl);
    return { deployment, older: readOlder(deployment, false, ports) };
}

// EXTERNAL MODULE: ../operations/find.ts
var find = __nccwpck_require__(987);
// EXTERNAL MODULE: ../domain/choice.ts
var choice = __nccwpck_require__(949);
// EXTERNAL MODULE: ../messages/finding.ts
var finding = __nccwpck_require__(205);
// EXTERNAL MODULE: ../ports.ts
var ports_0 = __nccwpck_require__(255);
;// CONCATENATED MODULE: ../operations/candidates.ts







/** Resolves the commit only once, so that later commits of a pull request do not count. */
async function wantedBy({ environment, task, commit, orAnyCommit }, ports) {
    const ref = await (0,operations_target/* resolveCommit */.WL)(commit, ports);
    return { environment, ref, orAnyCommit, orByOthers: true, task };
}
/** Returns a phrase such as `in environment "staging" with task "deploy:api" for commit 1a2b3c4`. */
const describeWanted = (wanted) => `${describePlace(wanted)} for ${(0,domain_deployment/* isSha */.HH)(wanted.ref) ? `commit ${(0,domain_deployment/* shortRef */.m3)(wanted.ref)}` : `ref "${wanted.ref}"`}`;
/** Returns a phrase such as `in environment "staging" with task "deploy:api"`. */
const describePlace = ({ environment, task }) => `in environment "${environment}"${task === undefined ? '' : ` with task "${task}"`}`;
/** Maximum number of deployments with a custom payload whose first status is read to find out who made them. */
const maxStatusReads = 10;
/**
 * Reads all deployments for the commit. If this run made none of them and `orAnyCommit` is set, also reads the newest
 * hundred for any commit. If it made none of those either and `orByOthers` is set, finds out what others made.
 */
async function readCandidates(wanted, ports) {
    const read = async (environment) => {
        const { sha, deployments } = await listForCommit({ ...wanted, environment }, ports);
        const none = { wanted: { ...wanted, environment }, sha, all: [], forCommit: [] };
        const candidates = await withAdded(none, deployments, ports);
        return isAnyWanted(candidates, ports) ? withNewest(candidates, ports) : candidates;
    };
    const candidates = await ports.github.environments.readBySpelling(wanted.environment, read, ({ all }) => all.length > 0);
    return withOthersRead(candidates, ports);
}
/** Reads the newest hundred deployments after a while, because a replica may have lagged behind. */
async function readAgain(candidates, ports) {
    await ports.clock.sleep(ports_0/* replicaLagMs */.n);
    return withOthersRead(await withNewest(candidates, ports), ports);
}
/** Lists deployments created with the name of the branch or tag, or with the commit that it points to. */
async function listForCommit({ environment, task, ref }, { github }) {
    const listAll = async (by) => {
        const all = [];
        for await (const { entries } of github.deployments.pages({ ...by, environment, task }))
            all.push(...entries);
        return all;
    };
    if ((0,domain_deployment/* isSha */.HH)(ref)) {
        const sha = ref.toLowerCase();
        return { sha, deployments: await listAll({ sha }) };
    }
    const [named, sha] = await Promise.all([listAll({ ref }), github.commits.of(ref)]);
    return { sha, deployments: sha === undefined ? named : [...named, ...(await listAll({ sha }))] };
}
/** Whether deployments for other commits count, because this run made none for the commit. */
const isAnyWanted = ({ wanted, forCommit }, { run }) => wanted.orAnyCommit && (0,choice/* chooseOwn */.q4)(forCommit, run) === undefined;
/** Adds what is missing from the newest hundred deployments of the environment and task. */
async function withNewest(candidates, ports) {
    const { environment, task } = candidates.wanted;
    const { entries: newest } = await ports.github.deployments.newest({ environment, task });
    const ofCommit = newest.filter(each => isForCommit(each, candidates));
    const completed = await withAdded(candidates, ofCommit, ports);
    return isAnyWanted(completed, ports) ? withAdded(completed, newest, ports) : completed;
}
/** Adds the deployments that are not known yet, and finds out who made them. */
async function withAdded(candidates, deployments, ports) {
    const fresh = new Map(deployments.map(each => [each.id, each]));
    for (const { deployment } of candidates.all)
        fresh.delete(deployment.id);
    const readBefore = candidates.all.filter(each => each.statuses !== undefined && (0,domain_maker/* hasForeignPayload */.Db)(each.deployment));
    const foreign = [...fresh.values()]
        // This action always sets a description, so for other commits the statuses are not read without one.
        .filter(each => (0,domain_maker/* hasForeignPayload */.Db)(each) && (!isBare(each) || isForCommit(each, candidates)))
        // GitHub's own records have no description, so they come last.
        .sort((one, other) => Number(isBare(one)) - Number(isBare(other)));
    const asked = foreign.slice(0, Math.max(0, maxStatusReads - readBefore.length));
    const read = asked.map(async ({ id }) => [id, await ports.github.statuses.newest(id)]);
    const statuses = new Map(await Promise.all(read));
    const added = Array.from(fresh.values(), each => candidateOf(each, statuses.get(each.id), ports.run));
    return chosenFrom({ ...candidates, all: [...candidates.all, ...added].sort(choice/* byAge */.jI) }, ports);
}
const isBare = ({ description }) => description === '';
/**
 * Reads the statuses of the newest deployment of each task that somebody else made for the commit. If it turns
 * out to be GitHub's own record for a job, goes on to the next one.
 */
async function withOthersRead(candidates, ports) {
    if (!candidates.wanted.orByOthers || candidates.own !== undefined)
        return candidates;
    const read = new Map();
    const tasks = new Set();
    for (const candidate of (0,choice/* madeByOthers */.yn)(candidates.forCommit, ports.run)) {
        const { task } = candidate.deployment;
        if (tasks.has(task))
            continue;
        const known = await withStatuses(candidate, ports);
        read.set(candidate, known);
        if ((0,choice/* madeByOthers */.yn)([known], ports.run).length > 0)
            tasks.add(task);
    }
    return chosenFrom({ ...candidates, all: candidates.all.map(each => read.get(each) ?? each) }, ports);
}
/** Chooses again after the deployments have changed. */
function chosenFrom(candidates, { run }) {
    const { all } = candidates;
    const forCommit = all.filter(({ deployment }) => isForCommit(deployment, candidates));
    return { ...candidates, forCommit, own: (0,choice/* chooseOwn */.q4)(forCommit, run) ?? (0,choice/* chooseOwn */.q4)(all, run) };
}
const isForCommit = (deployment, { wanted: { ref }, sha }) => (0,choice/* isOfCommit */.lU)(deployment, { ref, sha });
/** Returns the candidate with its statuses. Reads them if necessary. */
const withStatuses = async (candidate, { github, run }) => candidate.statuses === undefined
    ? candidateOf(candidate.deployment, await github.statuses.newest(candidate.deployment.id), run)
    : candidate;
function candidateOf(deployment, statuses, run) {
    const maker = (0,domain_maker/* makerOf */.Or)(deployment, statuses, run);
    const latest = statuses?.[0];
    if (latest === undefined)
        return { deployment, maker, statuses };
    const { state, logUrl, description: statusDescription } = latest;
    const record = (0,domain_maker/* githubsRecordOf */.ht)({ description: deployment.description, state, logUrl, statusDescription }, run);
    return { deployment, maker, statuses, record };
}
/** Whether GitHub's own record for this job is among the candidates. It is never chosen. */
const isBesideJobsOwn = ({ forCommit }) => forCommit.some(({ record }) => record === 'this job');
/** Whether a second look may show siblings of this run's deployment, because other jobs have just started. */
const mayLackSiblings = (own, { task }, { github, run }) => !own.isGuess && task === undefined && (0,choice/* mayHaveSiblings */.Zz)(own.chosen, run, github.now);
/** Returns this run's deployment if it made any. @throws Problem if the inputs do not tell several apart */
async function takeOwn({ wanted, own }, ports) {
    if (own === undefined)
        return undefined;
    if (own.isGuess) {
        const deployments = await describeAll([own.chosen, ...own.others], ports);
        throw (0,finding/* severalDeploymentsOfRun */.d)({ environment: wanted.environment, deployments });
    }
    const { deployment, statuses } = own.chosen;
    return { deployment, statuses, text: describeChoice(own, ports) };
}
/** Describes why a deployment of this run was chosen, unless it is the only one and from this attempt. */
function describeChoice({ chosen: { deployment, maker }, others }, { run }) {
    const isEarlier = (0,domain_maker/* isByEarlierAttempt */.bl)(maker, run) === true;
    if (others.length === 0 && !isEarlier)
        return undefined;
    const attempt = isEarlier ? ` in attempt ${maker.runAttempt ?? ''}` : '';
    const newer = others.length === 0 ? '' : ` It is newer than ${others.map(each => each.deployment.id).join(', ')}.`;
    return `Deployment ${deployment.id} was made by this run${attempt}.${newer}`;
}
/** Describes who made somebody else's deployment, and when. */
function describeOther({ deployment, maker, record }, { github }) {
    const making = (0,domain_maker/* describeMaking */.zP)(deployment, maker, github.now);
    return record === undefined
        ? `Deployment ${deployment.id} was ${making}.`
        : `Deployment ${deployment.id} is GitHub's own record for another job, ${making}.`;
}
/** Lists candidates with their states for an error. Leaves out those that turn out to be GitHub's own records. */
async function describeAll(candidates, ports) {
    const most = 10;
    const read = await Promise.all(candidates.slice(0, most).map(each => withStatuses(each, ports)));
    const deployments = read.flatMap(({ deployment: { id, task, sha }, statuses, record }) => {
        const state = statuses?.[0]?.state ?? 'no status';
        return record === undefined ? `${id} (task ${task}, commit ${(0,domain_deployment/* shortRef */.m3)(sha)}, ${state})` : [];
    });
    const more = candidates.length - read.length;
    return [...deployments, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
/** Whether the environment and task have a deployment of any commit. Sends one request. */
async function isEverDeployed({ wanted: { environment, task } }, { github }) {
    return (await github.deployments.newest({ environment, task })).entries.length > 0;
}
/** Returns hints about other tasks and environments with deployments, as far as one request shows them. */
async function hints({ wanted, sha }, { github, run }) {
    const { environment, task, ref } = wanted;
    const page = await github.deployments.newest(sha === undefined ? { ref } : { sha }).catch((error) => {
        if (error instanceof messages_problem/* Cancelled */.cJ)
            throw error;
        return undefined;
    });
    if (page === undefined)
        return '';
    const deployments = page.entries;
    const isHere = (each) => (0,domain_deployment/* sameEnvironment */.iE)(each.environment, environment);
    const isOfRun = ({ payload }) => (0,domain_maker/* isByRun */.Px)((0,domain_maker/* makerFrom */.nw)(payload, undefined, run), run);
    const tasks = new Set(deployments.filter(each => isHere(each) && isOfRun(each)).map(each => each.task));
    const others = deployments.filter(each => task !== undefined || !isHere(each));
    const environments = new Set(others.map(each => each.environment));
    return [
        tasks.size === 0 ? '' : `This run's deployments there have the task ${[...tasks].join(', ')}. `,
        environments.size === 0
            ? 'This commit has no deployments in other environments. '
            : `This commit has deployments in ${[...environments].join(', ')}. `
    ].join('');
}

// EXTERNAL MODULE: ../operations/job-record.ts
var job_record = __nccwpck_require__(787);
;// CONCATENATED MODULE: ../operations/update.ts










/** Adds one status to an existing deployment. */
async function update(command, ports) {
    const { target, words, description, logUrl, autoInactive } = command;
    const { report } = ports;
    const found = await deploymentToUpdate(target, ports);
    if (found === undefined)
        return;
    const { deployment, statuses, text } = found;
    report.deployment('found', deployment, logUrl);
    if (text !== undefined)
        report.info(text);
    const outcome = outcomeOf(words, deployment);
    if (outcome.tally !== undefined)
        report.info(`Outcome     ${outcome.tally}`);
    const status = {
        state: outcome.state,
        description: description ?? (await describeUpdate(outcome, deployment, command, ports)),
        environmentUrl: command.environmentUrl ?? (await carriedUrl(outcome, deployment, statuses, ports)),
        logUrl,
        autoInactive
    };
    await writeStatus(deployment, status, ports);
}
/** Returns the deployment with a note about it, or `undefined` after reporting why there is nothing to do. */
async function deploymentToUpdate(target, ports) {
    switch (target.by) {
        case 'id':
            return { deployment: await (0,operations_target/* deploymentById */.Gn)(target, ports) };
        case 'event':
            return deploymentBesideEvent(target, ports);
        case 'commit': {
            const candidates = await completeCandidates(await wantedBy(target, ports), ports);
            return (await takeOwn(candidates, ports)) ?? (await takeFromOthers(candidates, ports));
        }
    }
}
/** Returns the deployment of the event. If the inputs name another one, only returns one that this run made. */
async function deploymentBesideEvent(target, ports) {
    const { deployment, environment = deployment.environment, task } = target;
    const notOurs = (0,operations_target/* whyNotOurs */.nL)(deployment, target);
    if (notOurs === undefined)
        return { deployment };
    const wanted = { environment, ref: deployment.sha, orAnyCommit: true, orByOthers: false, task };
    const found = await takeOwn(await completeCandidates(wanted, ports), ports);
    if (found === undefined)
        ports.report.info(notOurs);
    return found;
}
/** Reads the candidates. Reads them twice if a replica may not show this run's latest deployments yet. */
async function completeCandidates(wanted, ports) {
    const first = await readCandidates(wanted, ports);
    const candidates = isCertain(first, ports) ? first : await readAgain(first, ports);
    if (isBesideJobsOwn(candidates))
        (0,job_record/* adviseOneRecord */.M)(wanted.environment, ports);
    return candidates;
}
/** Whether there is a deployment to take, and reading again cannot show a better one. */
function isCertain({ wanted, own, forCommit }, ports) {
    if (own !== undefined)
        return !mayLackSiblings(own, wanted, ports);
    if (!wanted.orByOthers)
        return false;
    const other = (0,choice/* chooseOthers */.Bn)(forCommit, ports.run);
    return other?.isGuess === false && (0,choice/* whyNotUpdated */.LX)(other.chosen, ports.run, ports.github.now) === undefined;
}
/** Returns a deployment that somebody else made. @throws Problem if none may be updated, or several could be meant */
async function takeFromOthers(candidates, ports) {
    const { run } = ports;
    const wanted = describeWanted(candidates.wanted);
    const other = (0,choice/* chooseOthers */.Bn)(candidates.forCommit, run);
    if (other === undefined)
        throw (0,finding/* noDeploymentToUpdate */.bJ)({ wanted, hints: await hints(candidates, ports) });
    if (other.isGuess) {
        throw (0,finding/* severalTasksOfOthers */.l)({ wanted, deployments: await describeAll([other.chosen, ...other.others], ports) });
    }
    const { deployment, maker, statuses } = other.chosen;
    const { now } = ports.github;
    const reason = (0,choice/* whyNotUpdated */.LX)(other.chosen, run, now);
    if (reason === undefined)
        return { deployment, statuses, text: describeOther(other.chosen, ports) };
    throw (0,finding/* notMadeByThisRun */.VN)({ id: deployment.id, wanted, making: (0,domain_maker/* describeMaking */.zP)(deployment, maker, now), reason });
}
/** Describes the outcome. A deployment that becomes inactive without any success is not "no longer" deployed. */
async function describeUpdate({ state, word }, deployment, { isCancelled }, { github }) {
    const commit = (0,domain_deployment/* shortRef */.m3)(deployment.sha);
    if (state !== 'inactive' || word !== 'inactive')
        return (0,domain_deployment/* shortened */.vI)(describeOutcome(word, commit));
    const hasSucceeded = await github.statuses
        .everSucceeded(deployment.id, { withinMs: readWithinMs })
        .catch((error) => {
        if (error instanceof messages_problem/* Cancelled */.cJ)
            throw error;
        return true;
    });
    const undeployed = isCancelled ? 'cancelled' : 'never deployed';
    return (0,domain_deployment/* shortened */.vI)(describeOutcome(word, commit, undefined, hasSucceeded ? undefined : undeployed));
}
/** Time limit for reading statuses, half of the time of the step. The state must still be written in time. */
const readWithinMs = 5 * 60_000;
/**
 * Returns the newest URL in the deployment's newest hundred statuses, because GitHub links only the URL of the newest
 * status. Returns none for a deployment that becomes inactive, because nothing runs there any more. If the statuses
 * cannot be read, only says so, because the state is more important than its link.
 *
 * @param statuses the newest first, or `undefined` if they were not read
 */
async function carriedUrl({ state }, { id }, statuses, { github, report }) {
    if (state === 'inactive')
        return undefined;
    try {
        const newest = statuses ?? (await github.statuses.newest(id, { withinMs: readWithinMs }));
        return newest.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl;
    }
    catch (error) {
        if (error instanceof messages_problem/* Cancelled */.cJ)
            throw error;
        report.info(`Could not read the environment URL of deployment ${id}, so its new status has none. ${(0,messages_problem/* explain */.WE)(error)}`);
        return undefined;
    }
}

;// CONCATENATED MODULE: ../messages/waiting.ts

/** The deployment ended, but in none of the states that `wait` waits for. */
const deploymentEndedAs = (ended) => {
    const instead = ended.wanted.join() === 'success' ? '' : ` instead of ${ended.wanted.join(' or ')}`;
    const what = `${named(ended)} ended as ${ended.state}${instead}${described(ended)}`;
    return new messages_problem/* Problem */.AF(what, logOf(ended), 'deployment-ended-as');
};
/** Somebody deactivated the deployment before it succeeded. */
const inactiveWithoutSuccess = (ended) => new messages_problem/* Problem */.AF(`${named(ended)} became inactive without ever having succeeded${described(ended)}`, logOf(ended), 'inactive-without-success');
/** The deployment still has no status at the timeout. */
const noStatusInTime = (followed) => new messages_problem/* Problem */.AF(`${named(followed)} has not ended within ${followed.timeout}: it is still without any status.`, 'Increase "timeout", or check why it takes so long.', 'no-status-in-time');
/** The deployment has not ended at the timeout. */
const notEndedInTime = (followed) => new messages_problem/* Problem */.AF(`${named(followed)} has not ended within ${followed.timeout}: it is still ${followed.state}${described(followed)}`, `Increase "timeout", or check why it takes so long. ${logOf(followed)}`, 'not-ended-in-time');
/** GitHub fails while `wait` follows the deployment. Keeps the entry of the caught error. */
const followingFailed = ({ id, environment, state, error }) => new messages_problem/* GitHubProblem */.Jy({
    doing: `follow deployment ${id} of ${environment}, last seen ${state ?? 'without any status'}`,
    answer: error.answer
}, error.remedy, error.entry);
/** Nothing appeared within `skip-after`. @param earlier ids of this run's deployments from earlier attempts */
const nothingToWaitFor = ({ wanted, skipAfter, earlier }) => (0,messages_problem/* notice */.lm)(`Found no deployment ${wanted} within ${skipAfter} ("skip-after"), so there is nothing to wait for.${earlier === '' ? '' : ` An earlier attempt made ${earlier}, which does not count.`}`, 'nothing-to-wait-for');
/** Nothing appeared within `skip-after`, and the environment never had a deployment, so its name may be wrong. */
const nothingEverThere = ({ wanted, skipAfter, where, hints }) => (0,messages_problem/* warning */.$e)(`Found no deployment ${wanted} within ${skipAfter} ("skip-after"), and there has never been one of any commit ${where}. Check that the name is right. ${hints}`, 'nothing-ever-there');
/** The deployment succeeded, but it is no longer live. */
const supersededMeanwhile = ({ id, environment }) => (0,messages_problem/* notice */.lm)(`Deployment ${id} of ${environment} succeeded, and has been superseded or taken down since: it is inactive.`, 'superseded-meanwhile');
const named = ({ id, environment }) => `Deployment ${id} of ${environment}`;
const described = ({ description }) => description === '' ? '.' : `: ${description.replace(/\.?$/, '.')}`;
const logOf = ({ logUrl }) => logUrl === '' ? 'None of its statuses has a log URL.' : `Its log: ${logUrl}`;

;// CONCATENATED MODULE: ../operations/wait.ts









/** Waits until a deployment that somebody else made or works on has ended. It may not exist yet. */
async function wait(command, ports) {
    const { states, timeoutMs, intervalMs } = command;
    const schedule = scheduleOf(timeoutMs, intervalMs, ports.clock);
    const awaited = await awaitedDeployment(command, ports);
    if (awaited === undefined)
        return;
    const { deployment, text, guessed } = awaited;
    ports.report.deployment('found', deployment);
    if (text !== undefined)
        ports.report.info(text);
    const last = await follow(deployment, states, schedule, ports);
    await judge(deployment, last, states, ports);
    // This throws if this run has also made deployments of other tasks meanwhile.
    if (guessed !== undefined)
        await takeOwn(await readCandidates(guessed, ports), ports);
}
function scheduleOf(limitMs, intervalMs, clock) {
    const untilMs = clock.now() + limitMs;
    return {
        limit: (0,domain_deployment/* duration */.p0)(limitMs),
        next: async () => {
            const leftMs = untilMs - clock.now();
            if (leftMs <= 0)
                return false;
            await clock.sleep(Math.min(leftMs, intervalMs));
            return true;
        }
    };
}
/** Returns the deployment to wait for, or `undefined` if `skip-after` is over. */
async function awaitedDeployment(command, ports) {
    const { target } = command;
    switch (target.by) {
        case 'id':
            return { deployment: await (0,operations_target/* deploymentById */.Gn)(target, ports) };
        case 'event':
            return { deployment: target.deployment };
        case 'commit':
            return appearance(await wantedBy(target, ports), command, ports);
    }
}
/** Waits until there is a deployment to wait for. */
async function appearance(wanted, { states, timeoutMs, skipAfterMs, intervalMs }, ports) {
    const { report, clock } = ports;
    const schedule = scheduleOf(skipAfterMs ?? timeoutMs, intervalMs, clock);
    let isAdvised = false;
    for (let reads = 0;; reads++) {
        const candidates = await readCandidates(wanted, ports);
        if (isBesideJobsOwn(candidates) && !isAdvised) {
            isAdvised = true;
            (0,job_record/* adviseOneRecord */.M)(wanted.environment, ports);
        }
        const found = candidates.own === undefined ? newestOfOthers(candidates, ports) : await takeThisRuns(candidates, states, ports);
        if (found !== undefined)
            return found;
        if (reads === 0)
            report.info(`Waiting for a deployment ${describeWanted(wanted)}. There is none yet.`);
        if (await schedule.next())
            continue;
        if (skipAfterMs !== undefined)
            return reportSkipped(candidates, schedule.limit, ports);
        throw (0,finding/* noDeploymentToWaitFor */.OE)({
            wanted: describeWanted(wanted),
            timeout: schedule.limit,
            hints: await hints(candidates, ports)
        });
    }
}
/** Reports that nothing is waited for. If nothing was ever deployed there, warns that the name may be wrong. */
async function reportSkipped(candidates, skipAfter, ports) {
    const { report, run } = ports;
    const wanted = describeWanted(candidates.wanted);
    if (candidates.all.length > 0 || (await isEverDeployed(candidates, ports))) {
        const own = candidates.all.filter(({ maker, record }) => record === undefined && (0,domain_maker/* isByRun */.Px)(maker, run));
        const earlier = own.map(({ deployment }) => deployment.id).join(', ');
        report.note(nothingToWaitFor({ wanted, skipAfter, earlier }));
        return;
    }
    const where = describePlace(candidates.wanted);
    const elsewhere = (await hints(candidates, ports)).trim();
    report.note(nothingEverThere({ wanted, skipAfter, where, hints: elsewhere }));
}
/** Returns this run's deployment as soon as it has one that this attempt does not make again. */
async function takeThisRuns(candidates, states, ports) {
    const { wanted, own } = candidates;
    if (own === undefined)
        return undefined;
    const isTakable = await isAnyTakable(own.isGuess ? [own.chosen, ...own.others] : [own.chosen], states, ports);
    if (!isTakable)
        return undefined;
    const complete = mayLackSiblings(own, wanted, ports) ? await readAgain(candidates, ports) : candidates;
    const found = await takeOwn(complete, ports);
    return found && { ...found, guessed: wanted.task === undefined ? wanted : undefined };
}
async function isAnyTakable(candidates, states, ports) {
    for (const candidate of candidates) {
        if ((0,domain_maker/* isByEarlierAttempt */.bl)(candidate.maker, ports.run) === false)
            return true;
        if ((0,choice/* outlivesItsAttempt */.nN)(await withStatuses(candidate, ports), states))
            return true;
    }
    return false;
}
/**
 * Returns the newest deployment that somebody else made, whether it has ended or not. If there is none, returns
 * GitHub's own record for another job.
 */
function newestOfOthers({ forCommit }, ports) {
    const [newest] = (0,choice/* madeByOthers */.yn)(forCommit, ports.run);
    const taken = newest ?? forCommit.find(({ record }) => record === 'another job');
    return taken && { deployment: taken.deployment, text: describeOther(taken, ports) };
}
/**
 * Follows a deployment until it is in one of the states or has ended. Returns its latest status with the newest URLs from
 * all statuses, or `undefined` if it has no status and is not expected to have one.
 */
async function follow(deployment, states, schedule, ports) {
    const { id, environment } = deployment;
    let latest;
    try {
        for (;;) {
            const statuses = await ports.github.statuses.newest(id).catch((error) => {
                // A proxy may take longer than one read to restart. If GitHub has answered before, its pages are ignored.
                if (latest !== undefined && error instanceof messages_problem/* GitHubProblem */.Jy && error.answer.isForeign === true)
                    return [];
                throw error;
            });
            for (const status of since(latest, statuses)) {
                const seen = withAddresses(status, statuses);
                if (latest === undefined || saysMore(seen, latest))
                    ports.report.seen(seen);
                latest = seen;
            }
            if ((0,choice/* isContentWith */._b)(latest?.state, states) || (0,domain_deployment/* isFinal */.dR)(latest?.state))
                return latest;
            if (await schedule.next())
                continue;
            const timeout = schedule.limit;
            if (latest === undefined)
                throw noStatusInTime({ id, environment, timeout });
            throw notEndedInTime({ ...latest, id, environment, timeout });
        }
    }
    catch (error) {
        if (!(error instanceof messages_problem/* GitHubProblem */.Jy))
            throw error;
        throw followingFailed({ id, environment, state: latest?.state, error });
    }
}
/**
 * Returns the statuses after the latest one, oldest first. Returns only the newest status on the first read. A replica
 * that lags behind does not add anything.
 */
const since = (latest, statuses) => latest === undefined ? statuses.slice(0, 1) : statuses.filter(({ id }) => id > latest.id).toReversed();
/** Whether a status differs from the one before in its state, URLs or description. */
const saysMore = (status, before) => ['state', 'environmentUrl', 'logUrl', 'description'].some(field => status[field] !== before[field]);
/** Returns the status. Missing URLs are filled in with the newest ones from the other statuses. */
function withAddresses(status, statuses) {
    const named = [status, ...statuses];
    return {
        ...status,
        environmentUrl: named.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl ?? '',
        logUrl: named.find(({ logUrl }) => logUrl !== '')?.logUrl ?? ''
    };
}
/** Reports the result for this job. @throws Problem if the deployment ended in none of the states */
async function judge(deployment, last, wanted, { github, report }) {
    const { id, environment } = deployment;
    if (last === undefined) {
        report.seen({ state: 'pending', description: '', environmentUrl: '', logUrl: '', createdAt: '' });
        return;
    }
    if ((0,choice/* isContentWith */._b)(last.state, wanted))
        return;
    const ended = { ...last, id, environment };
    if (ended.state !== 'inactive' || !(0,choice/* isContentWith */._b)('success', wanted))
        throw deploymentEndedAs({ ...ended, wanted });
    if (!(await github.statuses.everSucceeded(deployment.id)))
        throw inactiveWithoutSuccess(ended);
    report.note(supersededMeanwhile({ id, environment }));
}

;// CONCATENATED MODULE: ../domain/commit.ts


/** Whether the event is about a pull request, its review, or a comment on its code. */
const isPullRequestEvent = (event) => event.name.startsWith('pull_request');
/** Whether the event is about a pull request that has been merged. */
function isMerged(event) {
    const pull = (0,domain_json/* valueAt */.fK)(event.payload, 'pull_request');
    return (0,domain_json/* valueAt */.fK)(pull, 'merged') === true || (0,domain_json/* textAt */.$6)(pull, 'merged_at') !== undefined;
}
const isCommentOnPullRequest = (event) => event.name === 'issue_comment' && (0,domain_json/* valueAt */.fK)(event.payload, 'issue', 'pull_request') !== undefined;
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
        const number = (0,domain_json/* numberAt */.tk)(event.payload, 'issue', 'number');
        if (number !== undefined)
            return { kind: 'pull-request', number };
    }
    if (isDeletion(event))
        throw (0,creating/* eventOfDeletedRef */.IN)({ event: event.name });
    const [path, sha] = commitIn(event);
    if (sha !== undefined)
        return { kind: 'ref', ref: sha };
    // After a merge, `GITHUB_SHA` of `pull_request` is the merge commit.
    // https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
    if (event.name === 'pull_request' && isMerged(event) && event.sha !== '')
        return { kind: 'ref', ref: event.sha };
    throw (0,creating/* eventWithoutCommit */.AH)({ event: event.name, path });
}
/** Returns the test merge commits of a pull request. On `pull_request_target`, `GITHUB_SHA` is from the base branch. */
function mergeCommitsOf(event) {
    if (!isPullRequestEvent(event) || isMerged(event))
        return [];
    const tried = (0,domain_json/* textAt */.$6)(event.payload, 'pull_request', 'merge_commit_sha') ?? '';
    return [tried, event.name === 'pull_request_target' ? '' : event.sha].filter(sha => sha !== '');
}
/**
 * Whether a ref is GitHub's test merge commit of a pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
const isTestMerge = (event, ref) => /^(refs\/)?pull\/\d+\/merge$/.test(ref) || mergeCommitsOf(event).includes(ref.toLowerCase());
const isDeletion = (event) => event.name === 'delete' || (event.name === 'push' && (0,domain_json/* valueAt */.fK)(event.payload, 'deleted') === true);
/** Returns the path of the commit in the event, and the commit itself. */
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
        return (0,domain_json/* textAt */.$6)(event.payload, 'issue', 'pull_request', 'merged_at') === undefined;
    return (event.name === 'workflow_run' && ((0,domain_json/* textAt */.$6)(event.payload, 'workflow_run', 'event') ?? '').startsWith('pull_request'));
}

// EXTERNAL MODULE: ../domain/pattern.ts
var domain_pattern = __nccwpck_require__(286);
// EXTERNAL MODULE: ../messages/inputs.ts
var inputs = __nccwpck_require__(339);
;// CONCATENATED MODULE: ../domain/token.ts



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
    // A fork that was deleted meanwhile has no repository.
    return base !== undefined && (0,domain_json/* textAt */.$6)(event.payload, 'pull_request', 'head', 'repo', 'full_name') !== base;
}

;// CONCATENATED MODULE: ../action/connection.ts



function readConnection(reader, run, event) {
    const name = reader.line('repository') ?? (0,domain_run/* fullName */.fq)(run.repository);
    // A name of only dots would lead to a parent folder in the path of a request URL.
    const [, owner, repo] = /^(?!\.+\/)([\w.-]+)\/(?!\.+$)([\w.-]+)$/.exec(name) ?? [];
    if (owner === undefined || repo === undefined) {
        reader.problems.push(name === '/' ? (0,inputs/* repositoryMissing */.lx)() : (0,inputs/* repositoryMalformed */.GZ)({ value: name }));
    }
    const apiUrl = (URL.parse(reader.url('api-url') ?? '')?.href ?? run.apiUrl).replace(/\/+$/, '');
    const repository = { owner: owner ?? '', name: repo ?? '' };
    const isOwnHost = (0,domain_run/* sameOrigin */.Nm)(apiUrl, run.apiUrl);
    const workflowToken = reader.text('workflow-token') ?? '';
    const given = reader.text('token') ?? '';
    const token = given === '' && isOwnHost ? workflowToken : given;
    if (token === '')
        reader.problems.push(isOwnHost ? (0,inputs/* tokenMissing */.O3)() : (0,inputs/* tokenForHostMissing */.ly)());
    if (token !== '' && !isOwnHost && token === workflowToken)
        reader.problems.push((0,inputs/* workflowTokenForOtherHost */.S)());
    const environmentToken = reader.text('environment-token') ?? token;
    if (!isOwnHost && environmentToken === workflowToken && environmentToken !== token) {
        reader.problems.push((0,inputs/* environmentTokenForOtherHost */.g0)());
    }
    for (const name of ['token', 'environment-token']) {
        if (/[^\x21-\x7e]/.test(reader.text(name) ?? ''))
            reader.problems.push((0,inputs/* tokenMalformed */.Nb)({ name }));
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

;// CONCATENATED MODULE: ../action/contract.ts
/** Names of the public interface, the same as in action.yml (`__tests__/contract`). */
const operations = ['deploy', 'create', 'update', 'deactivate', 'delete', 'find', 'wait'];
const contract_all = operations;
const records = ['deploy', 'create'];
const writers = ['deploy', 'create', 'update'];
const teardown = ['deactivate', 'delete'];
const contract_inputs = {
    operation: { usedBy: contract_all, default: 'deploy' },
    environment: { usedBy: contract_all },
    'deployment-id': { usedBy: ['deploy', 'update', ...teardown, 'wait'] },
    ref: { usedBy: [...writers, 'find', 'wait'] },
    task: { usedBy: contract_all, default: 'deploy' },
    payload: { usedBy: records },
    description: { usedBy: [...writers, ...teardown] },
    state: { usedBy: ['create', 'update', 'find', 'wait', ...teardown] },
    result: { usedBy: ['deploy'] },
    'environment-url': { usedBy: writers },
    'log-url': { usedBy: [...writers, ...teardown] },
    'auto-inactive': { usedBy: writers, default: 'true' },
    'older-commit': { usedBy: ['deploy'], default: 'deploy' },
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
    'skip-after': { usedBy: ['wait'] },
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
    'rollback-sha',
    'deactivated',
    'deleted',
    'deployments',
    'environments'
]));
/**
 * Inputs of the actions in docs/migrating.md that this action does not declare, with their replacements. The runner
 * warns about undeclared inputs but still passes them on, and an ignored input does not fail the step.
 */
const inputsOfOtherActions = {
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

;// CONCATENATED MODULE: ../action/input-reader.ts





/** Reads inputs and collects their problems. */
class InputReader {
    problems = [];
    warnings = [];
    #raw;
    /** Page about the inputs of other actions, if one of them is set. */
    #migrationPage;
    constructor(raw) {
        this.#raw = raw;
    }
    problem() {
        return (0,inputs/* wrongInputs */.hF)({ lines: this.problems, migrationPage: this.#migrationPage });
    }
    /** Calls a parser and adds the `Problem` that it throws to the list of problems. */
    attempt(parse) {
        try {
            return parse();
        }
        catch (error) {
            if (!(error instanceof messages_problem/* Problem */.AF))
                throw error;
            this.problems.push(`${error.message} ${error.remedy}`);
            return undefined;
        }
    }
    text(name) {
        const value = this.#raw(name);
        return value === '' ? undefined : value;
    }
    /** Returns a text of one line. */
    line(name) {
        const value = this.text(name);
        if (value === undefined || !hasControls(value))
            return value;
        this.problems.push((0,inputs/* mustBeOneLine */.P3)({ name }));
        return undefined;
    }
    lines(name, separator) {
        return (this.text(name) ?? '')
            .split(separator)
            .map(line => line.trim())
            .filter(line => line !== '');
    }
    /** Returns a boolean in the notation of YAML 1.2. https://yaml.org/spec/1.2.2/#1032-tag-resolution */
    flag(name) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        if (/^(true|True|TRUE)$/.test(value))
            return true;
        if (/^(false|False|FALSE)$/.test(value))
            return false;
        this.problems.push((0,inputs/* mustBeTrueOrFalse */.He)({ name, value }));
        return undefined;
    }
    choice(name, among) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const found = among.find(word => word === value.toLowerCase());
        if (found === undefined)
            this.problems.push((0,inputs/* mustBeOneOf */.UA)({ name, allowed: among, value }));
        return found;
    }
    /** Returns the words of a list, each only once. */
    choices(name, among) {
        const chosen = this.words(name).flatMap(value => {
            const found = among.find(word => word === value.toLowerCase());
            if (found === undefined)
                this.problems.push((0,inputs/* mustBeSomeOf */.Ux)({ name, allowed: among, value }));
            return found ?? [];
        });
        return [...new Set(chosen)];
    }
    /** Returns the words of a list. If the text has only separators, returns the text, which is not a valid word. */
    words(name) {
        const value = this.text(name);
        const words = this.lines(name, /[\n,]/);
        return value === undefined || words.length > 0 ? words : [value];
    }
    /** Returns one outcome, or the outcomes of several jobs or steps. */
    outcomes(name) {
        const words = outcomeWords(this.text(name) ?? '');
        const known = knownWords(words);
        const mustBeKnown = words.length > 1 ? inputs/* mustBeSomeOf */.Ux : inputs/* mustBeOneOf */.UA;
        for (const value of new Set(words.filter(word => !known.includes(word)))) {
            this.problems.push(mustBeKnown({ name, allowed: known, value }));
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
        this.problems.push((0,inputs/* mustBeWholeNumber */.n9)({ name, least, value }));
        return undefined;
    }
    /** Returns a duration such as `90s` in milliseconds. */
    durationMs(name) {
        const value = this.text(name);
        if (value === undefined)
            return undefined;
        const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(value) ?? [];
        const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''] ?? 0;
        if (Number(count) * seconds > 0)
            return Number(count) * seconds * 1000;
        this.problems.push((0,inputs/* mustBeDuration */.ZG)({ name, value }));
        return undefined;
    }
    url(name) {
        const value = this.line(name);
        if (value === undefined || isWebAddress(value))
            return value;
        this.problems.push((0,inputs/* mustBeUrl */.oe)({ name, value }));
        return undefined;
    }
    /** Whether an input has a value other than its default. */
    isGiven(name) {
        const { default: usual } = contract_inputs[name];
        const value = this.text(name);
        return value !== undefined && value.toLowerCase() !== usual;
    }
    /** Reports inputs left over from another action, because they have no effect here. */
    refuseUndeclared({ actionUrl }) {
        for (const [name, replacement] of Object.entries(inputsOfOtherActions)) {
            if (this.#raw(name) === '')
                continue;
            this.problems.push((0,inputs/* inputOfOtherAction */.QG)({ name, replacement }));
            this.#migrationPage = actionUrl === undefined ? 'docs/migrating.md' : `${actionUrl}/docs/migrating.md`;
        }
    }
    /** Reports inputs that the operation does not use, unless they have their default value. */
    refuseUnused(operation) {
        for (const [name, { usedBy }] of Object.entries(contract_inputs)) {
            if (!this.isGiven(name) || usedBy.includes(operation))
                continue;
            this.problems.push((0,inputs/* notUsedByOperation */.vk)({ name, usedBy, operation }));
        }
    }
}
/**
 * Whether a text is a JSON list, as `toJSON` writes it over several lines. On one line, a list without quotes, such as
 * `[12]`, is a pattern.
 */
function isJsonList(text) {
    const list = (0,domain_json/* decoded */.DH)(text);
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

;// CONCATENATED MODULE: ../action/shared-inputs.ts







/**
 * Reads the inputs that several operations share: texts, a new deployment, an existing deployment, its environment and
 * its commit.
 */
class SharedInputs {
    reader;
    run;
    event;
    /** Whether the event belongs to the repository that the operation uses. */
    isOwn;
    usesWorkflowToken;
    #operation;
    constructor(reader, operation, run, event, connection) {
        this.reader = reader;
        this.run = run;
        this.event = event;
        this.isOwn = (0,domain_run/* isRunsOwn */.lY)(connection, run);
        this.usesWorkflowToken = connection.tokens[0] === reader.text('workflow-token');
        this.#operation = operation;
    }
    /** Returns a URL that is already complete in main. */
    wholeUrl(name) {
        const given = this.reader.text(name);
        return given !== undefined && isWebAddress(given) ? given : undefined;
    }
    /** Returns the texts and settings that every status has. */
    texts(log = this.reader.url('log-url') ?? (0,domain_run/* logUrl */.gO)(this.run)) {
        const reader = this.reader;
        const given = reader.text('description');
        const description = given === undefined ? undefined : (0,domain_deployment/* shortened */.vI)(given);
        if (description !== given)
            reader.warnings.push((0,inputs/* descriptionCut */.v8)());
        return { logUrl: log, autoInactive: this.#autoInactive(), description };
    }
    #autoInactive() {
        if (this.reader.text('auto-inactive')?.toLowerCase() !== 'always')
            return this.reader.flag('auto-inactive') ?? true;
        this.reader.problems.push((0,inputs/* autoInactiveAlways */.w8)());
        return true;
    }
    plan() {
        const reader = this.reader;
        const environment = this.requiredEnvironment();
        const production = reader.flag('production-environment');
        const transient = reader.flag('transient-environment');
        const payload = this.#payload();
        const commit = this.commit();
        const task = reader.line('task') ?? 'deploy';
        const autoMerge = reader.flag('auto-merge') ?? false;
        const requiredContexts = this.#requiredContexts();
        if (environment === undefined || commit === undefined)
            return undefined;
        const target = { environment, production: production === true };
        return {
            commit,
            task,
            environment,
            payload: payload ?? (0,domain_run/* runPayload */.MN)(this.run, this.#operation === 'create' ? 'create' : 'deploy'),
            isMarked: payload === undefined && this.run.checkRunId !== undefined,
            transient: transient ?? (this.isOwn && isTransientByEvent(this.event, target)),
            production,
            autoMerge,
            requiredContexts
        };
    }
    /**
     * Returns the payload as GitHub accepts it: an object or a string.
     * https://docs.github.com/rest/deployments/deployments#create-a-deployment (payload)
     */
    #payload() {
        const text = this.reader.text('payload');
        if (text === undefined || !/^[{[]/.test(text))
            return text;
        const json = (0,domain_json/* decoded */.DH)(text);
        if ((0,domain_json/* isObject */.Gv)(json))
            return json;
        this.reader.problems.push((0,inputs/* payloadNotObject */.v1)());
        return undefined;
    }
    /** Returns the required contexts: `undefined` means all contexts, an empty list means none. */
    #requiredContexts() {
        const names = this.reader.words('required-contexts');
        const only = names.length === 1 ? names[0]?.toLowerCase() : undefined;
        if (only === 'all')
            return undefined;
        if (only === 'none')
            return [];
        if (names.some(name => /^(all|none|[\s,]+)$/i.test(name)))
            this.reader.problems.push((0,inputs/* requiredContextsMixed */.JB)());
        return [...new Set(names)];
    }
    commit() {
        const ref = this.reader.line('ref');
        if (this.reader.text('ref') !== undefined && ref === undefined)
            return undefined;
        if (ref === undefined && !this.isOwn) {
            this.reader.problems.push((0,inputs/* refMissing */.AK)());
            return undefined;
        }
        return this.reader.attempt(() => commitOf(this.event, ref));
    }
    target() {
        const reader = this.reader;
        const id = reader.whole('deployment-id', 1);
        const environment = this.environment();
        const task = reader.line('task');
        const named = { environment, task };
        const isRefGiven = reader.text('ref') !== undefined;
        if (reader.text('deployment-id') !== undefined) {
            const commit = isRefGiven ? this.commit() : undefined;
            return id === undefined ? undefined : { by: 'id', id, ...named, commit };
        }
        if (this.isOwn && !isRefGiven && ['deployment', 'deployment_status'].includes(this.event.name)) {
            const deployment = this.received();
            if (deployment === undefined)
                return undefined;
            if (this.#operation === 'update' || (0,choice/* whyNotNamed */.zS)(deployment, named) === undefined) {
                return { by: 'event', deployment, ...named };
            }
            // If the event is about another environment or task, wait for a different deployment of the same commit.
            const commit = { kind: 'ref', ref: deployment.sha };
            return { by: 'commit', ...named, environment: environment ?? deployment.environment, commit, orAnyCommit: false };
        }
        const commit = this.commit();
        if (reader.text('environment') === undefined) {
            reader.problems.push((0,inputs/* deploymentMissing */.U8)({ operation: this.#operation }));
        }
        return environment === undefined || commit === undefined
            ? undefined
            : { by: 'commit', ...named, environment, commit, orAnyCommit: !isRefGiven };
    }
    /** Returns the deployment of a `deployment` or `deployment_status` event. */
    received() {
        const deployment = (0,domain_deployment/* deploymentFrom */.ir)((0,domain_json/* valueAt */.fK)(this.event.payload, 'deployment'));
        if (deployment === undefined)
            this.reader.problems.push((0,inputs/* eventWithoutDeployment */.Ch)({ event: this.event.name }));
        return deployment;
    }
    requiredEnvironment() {
        if (this.reader.text('environment') === undefined) {
            this.reader.problems.push((0,inputs/* environmentMissing */.ej)({ operation: this.#operation }));
        }
        return this.environment();
    }
    /** Returns the name of the only environment. A name that is a JSON list needs a `\` at its start. */
    environment() {
        const given = this.reader.text('environment');
        if (given === undefined)
            return undefined;
        if (isJsonList(given)) {
            this.reader.problems.push((0,inputs/* environmentIsList */.Or)());
            return undefined;
        }
        if (/[\r\n]/.test(given)) {
            this.reader.problems.push((0,inputs/* environmentNotOneName */.Gt)());
            return undefined;
        }
        const name = given.startsWith('\\') && isJsonList(given.slice(1)) ? given.slice(1) : given;
        if (!this.checkName(name))
            return undefined;
        this.warnOfIncomplete([name]);
        return name;
    }
    warnOfIncomplete(lines) {
        const names = lines.filter(line => looksIncomplete(line.replace(/^!/, '')));
        if (names.length > 0)
            this.reader.warnings.push((0,inputs/* environmentsIncomplete */.$m)({ names }));
    }
    /**
     * Whether GitHub accepts the name of an environment. Reports a problem if not.
     * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
     */
    checkName(name) {
        if (hasControls(name)) {
            this.reader.problems.push((0,inputs/* environmentWithControls */.uo)());
            return false;
        }
        const { length } = Array.from(name);
        if (length <= 255)
            return true;
        this.reader.problems.push((0,inputs/* environmentTooLong */.qF)({ length }));
        return false;
    }
}

;// CONCATENATED MODULE: ../action/operation-inputs.ts










/**
 * Parses the inputs into a command. Sends nothing to GitHub, and reports all problems in one error.
 *
 * @throws Problem that lists all problems of the inputs
 */
function readInputs(raw, run, event) {
    const reader = new InputReader(raw);
    reader.refuseUndeclared(run);
    const operation = reader.text('operation') === undefined ? 'deploy' : reader.choice('operation', operations);
    if (operation !== undefined)
        reader.refuseUnused(operation);
    const summary = reader.flag('summary') ?? true;
    const connection = readConnection(reader, run, event);
    // The operation decides which values of the other inputs are valid.
    const command = operation && readers[operation](new SharedInputs(reader, operation, run, event, connection));
    if (reader.problems.length > 0 || command === undefined)
        throw reader.problem();
    return { command, connection, summary, warnings: reader.warnings };
}
/** Reads the inputs of each operation, after the inputs that all operations share. */
const readers = {
    deploy: readDeploy,
    create: readCreate,
    update: readUpdate,
    deactivate: shared => readTeardown(shared, 'deactivate'),
    delete: shared => readTeardown(shared, 'delete'),
    find: readFind,
    wait: readWait
};
function readDeploy(shared) {
    const { reader, event } = shared;
    // In main, both URLs may be incomplete because they use outputs of later steps. Post validates them.
    const environmentUrl = shared.wholeUrl('environment-url');
    const texts = { ...shared.texts(shared.wholeUrl('log-url') ?? (0,domain_run/* logUrl */.gO)(shared.run)), environmentUrl };
    const id = reader.whole('deployment-id', 1);
    const isReceived = shared.isOwn && event.name === 'deployment';
    if (reader.text('deployment-id') === undefined && !isReceived) {
        const olderCommit = reader.choice('older-commit', olderCommitChoices) ?? 'deploy';
        const plan = shared.plan();
        return plan && { operation: 'deploy', ...texts, begin: { kind: 'new', plan, olderCommit } };
    }
    for (const name of [
        'ref',
        'payload',
        'transient-environment',
        'production-environment',
        'auto-merge',
        'required-contexts'
    ]) {
        if (reader.text(name) !== undefined)
            reader.problems.push((0,inputs/* notForExistingDeployment */.TS)({ name }));
    }
    if (reader.isGiven('older-commit'))
        reader.problems.push((0,inputs/* notForExistingDeployment */.TS)({ name: 'older-commit' }));
    const named = { environment: shared.environment(), task: reader.line('task') };
    const received = isReceived ? shared.received() : undefined;
    const existing = id === received?.id ? received : (id ?? received);
    if (existing === undefined)
        return undefined;
    return { operation: 'deploy', ...texts, begin: { kind: 'take over', existing, ...named } };
}
function readCreate(shared) {
    const { reader } = shared;
    const words = reader.outcomes('state');
    const environmentUrl = reader.url('environment-url');
    if (environmentUrl !== undefined && words.length === 0)
        reader.problems.push((0,inputs/* environmentUrlWithoutState */.yB)());
    const plan = shared.plan();
    const texts = shared.texts();
    return (plan && { operation: 'create', plan, ...texts, startsNoWorkflow: shared.usesWorkflowToken, environmentUrl, words });
}
function readUpdate(shared) {
    const { reader } = shared;
    const words = reader.outcomes('state');
    if (words.length === 0)
        reader.problems.push((0,inputs/* stateMissing */.Gf)());
    const environmentUrl = reader.url('environment-url');
    const target = shared.target();
    const texts = shared.texts();
    const isCancelled = reader.text('job-status') === 'cancelled';
    return target && { operation: 'update', target, words, isCancelled, ...texts, environmentUrl };
}
function readTeardown(shared, operation) {
    const { reader } = shared;
    const id = reader.whole('deployment-id', 1);
    const lines = environmentLines(shared);
    const task = reader.line('task');
    if (reader.text('deployment-id') !== undefined) {
        const filters = ['state', 'older-than', 'keep', 'keep-open-pull-requests', 'delete-environment'];
        const given = ['environment', ...filters].filter(name => reader.isGiven(name));
        for (const name of [...(task === undefined ? [] : ['task']), ...given]) {
            reader.problems.push((0,inputs/* notWithDeploymentId */.Ij)({ name }));
        }
    }
    else if (reader.text('environment') === undefined) {
        reader.problems.push((0,inputs/* teardownTargetMissing */.Sy)({ operation }));
    }
    if (!lines.some(domain_pattern/* isExclusion */.VB)) {
        for (const pattern of lines.filter(domain_pattern/* isBoundless */.OZ))
            reader.problems.push((0,inputs/* environmentMatchesAll */.Cv)({ pattern }));
    }
    if (lines.length > 0 && lines.every(domain_pattern/* isExclusion */.VB))
        reader.problems.push((0,inputs/* onlyExclusions */.MM)({ lines }));
    const olderThanMs = reader.durationMs('older-than');
    const keep = reader.whole('keep', 0);
    const wantedStates = reader.choices('state', domain_deployment/* states */.xP);
    const { description, logUrl: log } = shared.texts();
    const dryRun = reader.flag('dry-run') ?? false;
    const keepOpenPullRequests = reader.flag('keep-open-pull-requests') ?? false;
    return {
        operation,
        target: id === undefined ? { by: 'environments', lines } : { by: 'id', id },
        filters: { task, states: wantedStates, keepOpenPullRequests, olderThanMs, keep },
        logUrl: log,
        dryRun,
        deleteEnvironment: operation === 'delete' && (reader.flag('delete-environment') ?? false),
        description
    };
}
function readFind(shared) {
    const { reader } = shared;
    const lines = environmentLines(shared);
    if (reader.text('environment') === undefined)
        reader.problems.push((0,inputs/* environmentMissing */.ej)({ operation: 'find' }));
    // A single line is a name, because it has nothing to exclude from.
    if (lines.length > 1 && lines.every(domain_pattern/* isExclusion */.VB))
        reader.problems.push((0,inputs/* onlyExclusions */.MM)({ lines }));
    const wantedStates = statesOrSuccess(reader);
    const ref = reader.line('ref');
    const task = reader.line('task');
    return {
        operation: 'find',
        lines,
        states: wantedStates,
        commit: ref === undefined ? undefined : commitOf(shared.event, ref),
        task
    };
}
/** Returns the states to look for. `success` is the default. */
function statesOrSuccess(reader) {
    const wanted = reader.choices('state', domain_deployment/* states */.xP);
    return wanted.length === 0 ? ['success'] : wanted;
}
/** Returns names and patterns of environments, one per line. */
function environmentLines(shared) {
    const { reader } = shared;
    if (isJsonList(reader.text('environment') ?? '')) {
        reader.problems.push((0,inputs/* environmentsAreList */.hV)());
        return [];
    }
    const lines = reader.lines('environment', /\n/);
    for (const line of lines)
        shared.checkName(line);
    if (lines.includes('!'))
        reader.problems.push((0,inputs/* exclusionEmpty */._M)());
    shared.warnOfIncomplete(lines);
    return lines;
}
function readWait(shared) {
    const { reader } = shared;
    const timeoutMs = reader.durationMs('timeout') ?? 30 * 60_000;
    const intervalMs = reader.durationMs('interval') ?? 10_000;
    const skipAfterMs = reader.durationMs('skip-after');
    if (skipAfterMs !== undefined && skipAfterMs >= timeoutMs) {
        reader.problems.push((0,inputs/* skipAfterTooLong */.g5)({ skipAfter: (0,domain_deployment/* duration */.p0)(skipAfterMs), timeout: (0,domain_deployment/* duration */.p0)(timeoutMs) }));
    }
    if (skipAfterMs !== undefined && reader.text('deployment-id') !== undefined) {
        reader.problems.push((0,inputs/* notWithDeploymentId */.Ij)({ name: 'skip-after' }));
    }
    const wantedStates = statesOrSuccess(reader);
    const target = shared.target();
    return target && { operation: 'wait', target, states: wantedStates, timeoutMs, skipAfterMs, intervalMs };
}

;// CONCATENATED MODULE: ../action/receipt.ts


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
/** @throws Problem if the text was cut off, for example by a full disk */
function readReceipt(text) {
    const receipt = (0,domain_json/* decoded */.DH)(text);
    if (!(0,domain_json/* isObject */.Gv)(receipt))
        throw (0,job/* savedStateUnreadable */.EG)();
    return receipt;
}

// EXTERNAL MODULE: ../action/report.ts
var action_report = __nccwpck_require__(278);
;// CONCATENATED MODULE: ../action/main-phase.ts










const budgetMs = 10 * 60_000;
/** The time is longer because hundreds of writes may have to wait for GitHub's rate limits several times. */
const teardownLimits = { budgetMs: 30 * 60_000, maxRestRequests: 100 };
async function main(surroundings) {
    const { runner, run, event } = surroundings;
    const inputs = readInputs(name => runner.input(name), run, event);
    const { command, connection, summary, warnings } = inputs;
    warnings.forEach(note => runner.note(note));
    const { apiUrl, repository } = connection;
    const report = new action_report/* Report */.pl(runner, `${(0,domain_run/* serverOf */.FN)(apiUrl, run)}/${(0,domain_run/* fullName */.fq)(repository)}`, command);
    try {
        await carryOut(inputs, report, surroundings);
    }
    catch (error) {
        // Post writes the summary of a deployment that main started but did not complete.
        if (summary && command.operation !== 'deploy' && command.operation !== 'create') {
            await report.summarize({ hasFailed: true });
        }
        throw error;
    }
    if (summary && command.operation !== 'deploy')
        await report.summarize();
}
function limitsOf(command) {
    switch (command.operation) {
        case 'wait':
            return { budgetMs: command.timeoutMs };
        case 'deactivate':
        case 'delete':
            return teardownLimits;
        default:
            return { budgetMs };
    }
}
/** Loads the code for teardowns and for lists of environments, which no deployment needs. */
const loadSeveralEnvironments = () => Promise.all(/* import() */[__nccwpck_require__.e(26), __nccwpck_require__.e(688)]).then(__nccwpck_require__.bind(__nccwpck_require__, 688));
async function carryOut(inputs, report, { runner, workspace, clock, run, cancelled, connect }) {
    const { command, connection } = inputs;
    const ports = { github: connect(connection, limitsOf(command)), workspace, clock, run, report };
    switch (command.operation) {
        case 'deploy':
            return begin(command, ports, new ReceiptBook(command, inputs, runner, clock));
        case 'create': {
            const receipt = new ReceiptBook(command, inputs, runner, clock);
            await create(command, ports, receipt);
            // Nobody will use a deployment whose job is cancelled, so post ends it.
            cancelled.throwIfAborted();
            if (!isSkipped(command.words))
                report.countSuperseded();
            receipt.close();
            return;
        }
        case 'update':
            await update(command, ports);
            report.countSuperseded();
            return;
        case 'deactivate':
        case 'delete': {
            const { tearDown } = await loadSeveralEnvironments();
            const environmentAdmin = () => connect({ ...connection, tokens: [connection.environmentToken] }, teardownLimits);
            return tearDown(command, ports, report, environmentAdmin);
        }
        case 'find': {
            if ((0,find/* isOneName */.C8)(command.lines))
                return (0,find/* find */.I6)(command, ports);
            const { findInSeveral } = await loadSeveralEnvironments();
            return findInSeveral(command, ports, report);
        }
        case 'wait':
            return wait(command, ports);
    }
}

// EXTERNAL MODULE: ../messages/superseding.ts
var superseding = __nccwpck_require__(663);
;// CONCATENATED MODULE: ../operations/finish.ts








/** Runs the post step: sets the final state unless somebody else already has, and ends superseded deployments. */
async function finish(started, late, ports) {
    const { report } = ports;
    const { deployment } = started;
    const outcome = outcomeOf(outcomeWords(late.word), deployment);
    if (outcome.unknown.length > 0)
        report.note((0,job/* unknownResult */.q8)({ words: outcome.unknown, state: outcome.state }));
    if (outcome.tally !== undefined)
        report.info(`Outcome     ${outcome.tally}`);
    const look = await readBeforeEnd(started, outcome, ports);
    if (look?.state !== undefined && (0,domain_deployment/* isFinal */.dR)(look.state)) {
        report.info(`Deployment ${deployment.id} already ended as ${look.state}, so its state stays the same.`);
        report.ended(look.state, look.environmentUrl ?? '');
    }
    else {
        const status = finalStatus(started, late, outcome, look, ports);
        const isWritten = await writeUnlessDeleted(deployment, status, knownLists(started, look), ports);
        if (!isWritten)
            return;
    }
    await endLeftOpen(deployment, late.logUrl ?? started.logUrl, look?.newest?.deployments ?? [], ports);
}
/** Writes the final status. Returns `false` if somebody has deleted the deployment, so that there is nothing to end. */
async function writeUnlessDeleted(deployment, status, known, ports) {
    try {
        await writeStatus(deployment, status, ports, known);
        return true;
    }
    catch (error) {
        // If the deployments cannot be listed, the error of the final state tells more than the error of the list.
        const isDeleted = () => ports.github.deployments.isDeleted(deployment.id).catch(() => false);
        if (!(0,messages_problem/* isNotFound */.c4)(error) || !(await isDeleted()))
            throw error;
        ports.report.note((0,job/* deletedMeanwhile */.e_)({ id: deployment.id, state: status.state }));
        ports.report.ended('deleted', '');
        return false;
    }
}
/** Reads what somebody may have changed since main, and the lists that the end needs, unless a read fails. */
async function readBeforeEnd({ deployment, older }, { state }, { github, report, run }) {
    const isSuccess = state === 'success';
    // Only in a re-run may an earlier attempt have left a deployment open. Its payload shows that.
    const isRerun = run.runAttempt > 1;
    const scope = {
        withEnvironment: isSuccess || isRerun,
        withPayloads: isRerun,
        also: isSuccess ? (older?.nodeIds ?? []) : []
    };
    return github.listing.look(deployment, scope).catch((error) => {
        if (error instanceof messages_problem/* Cancelled */.cJ)
            throw error;
        report.info(`Could not check the state of deployment ${deployment.id}, so its final state is written without that check. ${(0,messages_problem/* explain */.WE)(error)}`);
    });
}
/**
 * Returns the lists that the look and, before the creation, the main step have read. A look without the environment has
 * not read the other deployments, either, because GraphQL was refused.
 */
const knownLists = ({ older }, { newest, also = [] } = {}) => ({
    newest,
    ofTask: newest && older && { deployments: also, of: 'task', isAll: older.isAll }
});
function finalStatus(started, late, { state, word }, look, { clock }) {
    const { deployment, startedAtMs, autoInactive } = started;
    const took = (0,domain_deployment/* duration */.p0)(clock.now() - startedAtMs);
    // A URL that somebody else has set since the main step is newer than the URL from the main step.
    const newer = late.environmentUrl === started.environmentUrl ? undefined : late.environmentUrl;
    // An inactive deployment has no page any more.
    const environmentUrl = state === 'inactive' ? undefined : (newer ?? look?.environmentUrl ?? started.environmentUrl);
    const description = late.description ?? started.description;
    // A deployment that never succeeded is not "no longer" deployed.
    const undeployed = late.jobStatus === 'cancelled' ? 'cancelled' : 'never deployed';
    const never = look?.succeeded === false ? undeployed : undefined;
    return {
        state,
        description: description ?? (0,domain_deployment/* shortened */.vI)(describeOutcome(word, (0,domain_deployment/* shortRef */.m3)(deployment.sha), took, never)),
        environmentUrl,
        logUrl: late.logUrl ?? started.logUrl,
        autoInactive
    };
}
/** Ends deployments in `listed` that the same step left open in an earlier attempt of the run. */
async function endLeftOpen(deployment, logUrl, listed, ports) {
    const { report, run } = ports;
    const open = listed.filter(other => (0,domain_maker/* isLeftOpen */.Uh)(other, deployment, run));
    if (open.length === 0)
        return;
    const description = `Superseded by attempt ${run.runAttempt}`;
    const { done, failed } = await (0,supersede/* endAll */.XZ)(open, { state: 'error', description, logUrl }, ports);
    if (done.length > 0) {
        const commits = done.map(({ sha }) => (0,domain_deployment/* shortRef */.m3)(sha)).join(', ');
        report.info(`Ended       ${commits}, left open by an earlier attempt of this run (set to error)`);
    }
    const [reason] = failed;
    if (reason !== undefined)
        report.note((0,superseding/* leftOpenNotEnded */.zM)({ count: open.length, reason }));
}

;// CONCATENATED MODULE: ../action/post-phase.ts










/** Total time for all requests, in milliseconds. A cancelled job has less than five minutes for its remaining steps. */
const post_phase_budgetMs = 4 * 60_000;
/** Runs the post phase: ends the deployment that main started. Reads only inputs meant for the end of the job. */
async function post(surroundings) {
    const { runner, workspace, clock, run, event, connect } = surroundings;
    const saved = runner.saved();
    if (saved === '') {
        runner.info('Nothing to finish.');
        return;
    }
    const receipt = readReceipt(saved);
    const { apiUrl, repository, intent } = receipt;
    const tokens = tokensFor(receipt, surroundings);
    const kind = tokenKind(tokens[0], runner.input('workflow-token'), repository, run, event);
    const github = connect({ apiUrl, repository, tokens, environmentToken: '', tokenKind: kind }, { budgetMs: post_phase_budgetMs });
    const deployment = receipt.deployment ?? (intent === undefined ? undefined : await github.creation.find(intent));
    if (deployment === undefined) {
        runner.info(`Nothing was created in ${(0,domain_run/* fullName */.fq)(repository)}, so there is nothing to finish.`);
        return;
    }
    const report = new action_report/* Report */.pl(runner, `${(0,domain_run/* serverOf */.FN)(apiUrl, run)}/${(0,domain_run/* fullName */.fq)(repository)}`);
    report.deploymentWas(deployment, receipt.previousSha);
    const ports = { github, workspace, clock, run, report };
    await finish({ ...receipt, deployment }, lateWords(receipt, surroundings), ports);
    if (receipt.summary)
        await report.summarize({ took: clock.now() - receipt.startedAtMs });
}
/** Returns the inputs that may come from later steps: the outcome, the texts and the URLs. */
function lateWords(receipt, { runner, run }) {
    const status = runner.input('job-status');
    if (receipt.operation === 'create') {
        // Main leaves a creation to post only if it could not complete the creation.
        return { word: status === 'cancelled' ? status : 'error', jobStatus: status };
    }
    const environmentUrl = lateUrl('environment-url', runner);
    const lateLogUrl = lateUrl('log-url', runner);
    const given = runner.input('description');
    const late = (0,domain_deployment/* shortened */.vI)(given);
    const description = lateText(receipt.description, late);
    if (late !== given && description !== receipt.description)
        runner.note((0,inputs/* descriptionCut */.v8)());
    const result = runner.input('result');
    return {
        word: outcomeWords(result).length === 0 ? status : result,
        jobStatus: status,
        environmentUrl,
        description,
        logUrl: lateText(receipt.logUrl === (0,domain_run/* logUrl */.gO)(run) ? undefined : receipt.logUrl, lateLogUrl ?? '') ?? receipt.logUrl
    };
}
/** Returns the current URL of an input. Warns if the value is not a URL. */
function lateUrl(name, runner) {
    const value = runner.input(name);
    if (isWebAddress(value))
        return value;
    if (value !== '')
        runner.note((0,job/* lateLinkInvalid */._A)({ name, value }));
    return undefined;
}
/**
 * Returns the token and, as a fallback, the workflow's token. The fallback is used if the token has expired or is no
 * longer available in post. The fallback is limited to the workflow's own repository. In another repository it cannot
 * write, and another host must not receive it.
 */
function tokensFor(receipt, { runner, run }) {
    const token = runner.input('token');
    const workflowToken = runner.input('workflow-token');
    const own = (0,domain_run/* sameOrigin */.Nm)(receipt.apiUrl, run.apiUrl) || token !== workflowToken ? token : '';
    const spare = (0,domain_run/* isRunsOwn */.lY)(receipt, run) ? workflowToken : '';
    const [first, ...others] = [...new Set([own, spare])].filter(it => it !== '');
    if (first !== undefined)
        return [first, ...others];
    throw (0,job/* tokenGone */.Zw)({ repository: (0,domain_run/* fullName */.fq)(receipt.repository) });
}

;// CONCATENATED MODULE: ../messages/answers.ts

/** GitHub rejects the token. */
const tokenRejected = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'The token is expired, revoked or for another server. Check "token".', 'token-rejected');
/** A rule of the repository, the organization or the enterprise refuses the request. */
const forbiddenByRule = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'An owner of the repository or the organization can change this.', 'forbidden-by-rule');
/** The author's token lacks a permission. */
const tokenLacksPermission = ({ needed, ...failed }) => new messages_problem/* GitHubProblem */.Jy(failed, `Set "token" to a token that has "${needed}" in this repository.`, 'token-lacks-permission');
/** `GITHUB_TOKEN` is used for another repository. */
const workflowTokenElsewhere = ({ needed, ...failed }) => new messages_problem/* GitHubProblem */.Jy(failed, `The workflow's GITHUB_TOKEN only works in its own repository. Set "token" to a token that has "${needed}" in this one.`, 'workflow-token-elsewhere');
/** The run was started by Dependabot, so its token is read-only. */
const dependabotReadOnly = ({ needed, ...failed }) => new messages_problem/* GitHubProblem */.Jy(failed, `Runs started by Dependabot get a read-only token by default. Add "permissions: ${needed}" to the job, or skip this step with an "if:".`, 'dependabot-read-only');
/** The pull request is from a fork, so its token is read-only. */
const forkReadOnly = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Pull requests from forks get a read-only token, whatever "permissions" says. Skip this step with an "if:", or run it on pull_request_target or workflow_run without checking out the code of the pull request.', 'fork-read-only');
/** The job's `permissions:` lack one. */
const jobLacksPermission = ({ needed, ...failed }) => new messages_problem/* GitHubProblem */.Jy(failed, `Add "permissions: ${needed}" to the job. Setting any permission sets all others to none.`, 'job-lacks-permission');
/** GitHub does not find the record, or the token has no access. */
const notFound = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Check that it exists in the repository and that the token can access it. GitHub also answers 404 if the token lacks access.', 'not-found');
/** Status checks are not green. */
const checksNotGreen = ({ doing, answer, checks }) => new messages_problem/* GitHubProblem */.Jy({
    doing,
    answer: {
        ...answer,
        message: `${answer.message.replace(/\.$/, '')}; not green: ${[...new Set(checks)].join(', ') || 'GitHub does not say which'}.`
    }
}, 'Wait until these checks are green, or list the required ones in "required-contexts". "all" includes this job, which is still pending.', 'checks-not-green');
/** `auto-merge` finds a merge conflict. */
const mergeConflict = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Merge the default branch into the ref, or set "auto-merge: false".', 'merge-conflict');
/** GitHub reports another conflict. */
const otherConflict = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'GitHub cannot create this deployment now. Re-run the job after you have resolved the conflict.', 'other-conflict');
/** The ref does not exist in the repository. */
const refNotFound = ({ ref, ...failed }) => new messages_problem/* GitHubProblem */.Jy(failed, `Push "${ref}" first, or change "ref". The branch of a fork does not exist here: leave "ref" empty to record the commit.`, 'ref-not-found');
/** GitHub rejects a value. */
const valueRejected = ({ doing, answer, details }) => new messages_problem/* GitHubProblem */.Jy({
    doing,
    answer: {
        ...answer,
        message: details.length === 0 ? answer.message : `${answer.message.replace(/\.$/, '')}: ${details.join('; ')}`
    }
}, 'Correct the value that GitHub names.', 'value-rejected');
/** A GraphQL query is too expensive, even with small pages. */
const queryTooExpensive = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'GitHub found this query too expensive, even for a few entries at a time. Re-run the job later.', 'query-too-expensive');
/** Any other status below 500. */
const requestRejected = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Check the inputs of this step against the README.', 'request-rejected');
/** The rate limit resets too late. */
const rateLimited = ({ at, ...failed }) => new messages_problem/* GitHubProblem */.Jy(failed, `The rate limit resets at ${at} UTC, which is longer than this step can wait. Re-run the job after that, or use a token with its own rate limit.`, 'rate-limited');
/** A rate limit names no time. */
const rateLimitedWithoutTime = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'GitHub does not say when the rate limit resets. Re-run the job later, or use a token with its own rate limit.', 'rate-limited-without-time');
/** GitHub has an outage. */
const githubUnavailable = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Check https://www.githubstatus.com and re-run the job when GitHub has recovered.', 'github-unavailable');
/** No connection, or no such host. */
const hostUnreachable = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Check the network of the runner, its proxy variables and "api-url".', 'host-unreachable');
/** The proxy asks for a login. */
const proxyNeedsLogin = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Set the user and password of the proxy in https_proxy or http_proxy, as in http://user:password@host:port. Percent-encode special characters.', 'proxy-needs-login');
/** The proxy refuses the connection. */
const proxyRefuses = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Allow the GitHub API on the proxy, or correct https_proxy or http_proxy. If the runner can reach the API without a proxy, add its host to no_proxy.', 'proxy-refuses');
/** Node.js does not trust the certificate. */
const certificateNotTrusted = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Save the CA certificate of the server to a file on the runner, and set NODE_EXTRA_CA_CERTS to its path.', 'certificate-not-trusted');
/** The TLS handshake fails. */
const handshakeFailed = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Check that "api-url" and the proxy variables begin with the right scheme, http or https.', 'handshake-failed');
/** The server redirects to another host, which must not get the token. */
const redirectedElsewhere = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Check "api-url". The token is only sent to that host.', 'redirected-elsewhere');
/** Something between the runner and GitHub answered. */
const answeredByProxy = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, 'Something between the runner and GitHub answered, such as a proxy or a login page. Check the network of the runner.', 'answered-by-proxy');
/** `api-url` is the address of a website. */
const apiUrlIsWebsite = ({ likely, ...failed }) => new messages_problem/* GitHubProblem */.Jy(failed, `"api-url" must be the address of a GitHub API, probably "${likely}".`, 'api-url-is-website');
/** `api-url` looks like an API, but something else answered. */
const apiUrlAnswersOtherwise = (failed) => new messages_problem/* GitHubProblem */.Jy(failed, '"api-url" must be the address of a GitHub API. If it is, a proxy or a login page answered instead.', 'api-url-answers-otherwise');
/** Texts that replace GitHub's words if there is no answer. */
const connectionRefused = ({ peer }) => `the connection to ${peer} was refused`;
const hostDoesNotExist = ({ peer }) => `the host name of ${peer} does not exist`;
const hostNotLookedUp = ({ peer }) => `the host name of ${peer} could not be looked up`;
const closedBeforeAnswer = () => 'the connection was closed before an answer came';
const closedWhileSending = () => 'the connection was closed while the request was being sent';
const connectionTimedOut = ({ peer }) => `the connection to ${peer} timed out`;
const noRoute = ({ peer }) => `the network has no route to ${peer}`;
const connectionFailed = ({ peer }) => `the connection to ${peer} failed`;
const certificateOfOtherHost = ({ peer }) => `the certificate of ${peer} is for another host`;
const tlsFailed = ({ peer }) => `the TLS handshake with ${peer} failed`;
const notHttp = ({ peer }) => `${peer} did not answer with HTTP`;
const proxyRefused = ({ proxy, answer }) => `The proxy ${proxy} refused the connection (${answer})`;
/** Texts that replace GitHub's words if the answer is not usable. */
const tooManyRedirects = ({ most }) => `More than ${most} redirects`;
const redirectsElsewhere = ({ from, to }) => `${from} redirects to another host, ${to}`;
const answerIncomplete = () => 'The answer ended before it was complete';
const answerTooLarge = () => 'The answer is larger than 16 MiB';
const answerTooLate = ({ seconds }) => `No answer within ${seconds} seconds`;
const answerUnknown = () => 'The answer is not one that GitHub gives';
const answerNotFromApi = ({ status, words }) => `The answer (HTTP ${status}) does not come from a GitHub API: ${words === '' ? 'it is empty' : `it begins with "${words}"`}`;
/** A list has more pages than the action reads, or the server returns the same page again and again. */
const listEndless = ({ doing }) => new messages_problem/* Problem */.AF(`Could not ${doing}: GitHub's list does not end.`, 'Name fewer environments, or remove "keep-open-pull-requests". If the list is not that long, check "api-url", or re-run the job when GitHub has recovered.', 'list-endless');

;// CONCATENATED MODULE: ../github/fault.ts


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
const isPermanent = (code) => ['REDIRECT', 'PROXY_LOGIN', 'PROXY_REFUSED'].includes(code) || isCertificate(code) || isHandshake(code);
/**
 * Converts an error that Octokit throws to a fault.
 *
 * @throws the error itself if it is a defect of the action
 */
function faultOf(error) {
    if (error instanceof Failed)
        return error.fault;
    if (error instanceof Error && error.cause instanceof TransportError)
        return transportFault(error.cause);
    const response = (0,domain_json/* valueAt */.fK)(error, 'response');
    if (!(0,domain_json/* isObject */.Gv)(response))
        throw error;
    return httpFault((0,domain_json/* numberAt */.tk)(error, 'status') ?? 0, response['headers'], response['data']);
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
    const requestId = (0,domain_json/* textAt */.$6)(headers, 'x-github-request-id');
    const message = (0,domain_json/* textAt */.$6)(data, 'message') ?? (status >= 500 ? 'GitHub could not answer' : `GitHub answered ${status}`);
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
            message: answerNotFromApi({ status, words: firstTextOf(data) })
        };
        // The answer has no HTTP status, because the status is not GitHub's. A page with 404 does not mean that the
        // deployment was deleted. If the status is a success, GitHub may have completed the request.
        return status < 300
            ? { certainty: 'open', answer: foreign }
            : { certainty: 'answered', answer: foreign, data: undefined };
    }
    const permissions = (0,domain_json/* textAt */.$6)(headers, 'x-accepted-github-permissions');
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
    const isUsedUp = (0,domain_json/* textAt */.$6)(headers, 'x-ratelimit-remaining') === '0';
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
    const seconds = (0,domain_json/* textAt */.$6)(headers, name) ?? '';
    return /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}
function errorsIn(data) {
    const errors = (0,domain_json/* valueAt */.fK)(data, 'errors');
    return Array.isArray(errors) ? errors : [];
}
function graphqlErrors(data) {
    return errorsIn(data).map(error => {
        const path = (0,domain_json/* valueAt */.fK)(error, 'path');
        return {
            type: (0,domain_json/* textAt */.$6)(error, 'type'),
            message: (0,domain_json/* textAt */.$6)(error, 'message') ?? 'GitHub does not say why',
            path: Array.isArray(path) ? path.join('.') : ''
        };
    });
}
/** HTTP status for each GraphQL error type that means a refusal. */
const graphqlStatus = { FORBIDDEN: 403, INSUFFICIENT_SCOPES: 403, NOT_FOUND: 404 };
/**
 * Returns the fault of a whole GraphQL answer, because GraphQL uses HTTP 200 for errors, too.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 *
 * @param isPartial whether an error concerns only a part of the answer
 */
function graphqlFault(data, headers, about, isPartial = () => false) {
    const errors = graphqlErrors(data);
    const whole = (0,domain_json/* isObject */.Gv)((0,domain_json/* valueAt */.fK)(data, 'data')) ? errors.find(error => !isPartial(error)) : errors[0];
    const answerWith = ({ type = '', message }) => ({
        ...about,
        status: graphqlStatus[type] ?? about.status,
        message
    });
    const limited = errors.find(({ type, message }) => type === 'RATE_LIMITED' || /secondary rate/i.test(message));
    if (limited !== undefined) {
        // GitHub completed the mutations before the limit.
        const certainty = whole === undefined ? 'open' : 'refused';
        return { certainty, answer: answerWith(limited), ...limitOf(429, headers, limited.message) };
    }
    const unsure = errors.find(({ message }) => /something went wrong|in time|time(d)? ?out/i.test(message));
    if (unsure !== undefined)
        return { certainty: 'open', answer: answerWith(unsure) };
    return whole && { certainty: 'answered', answer: answerWith(whole), data };
}
/** Whether GitHub refused a query as too expensive. It does so long before its documented limits. */
const isTooExpensive = (message) => /resource limits for this query exceeded/i.test(message);
/** Whether GitHub refused because the token lacks a permission. */
const isAboutPermissions = (message) => /not accessible by|not granted the required scopes|must have|the correct permissions/i.test(message);
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
/**
 * Messages for Node error codes.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
const networkMessages = {
    ECONNREFUSED: connectionRefused,
    ENOTFOUND: hostDoesNotExist,
    EAI_AGAIN: hostNotLookedUp,
    ECONNRESET: closedBeforeAnswer,
    EPIPE: closedWhileSending,
    ETIMEDOUT: connectionTimedOut,
    EHOSTUNREACH: noRoute,
    ENETUNREACH: noRoute,
    ERR_TLS_CERT_ALTNAME_INVALID: certificateOfOtherHost
};
/** Describes a Node network error in words, with its code in brackets. */
function networkError(error, peer, options) {
    const code = error.code ?? 'UNKNOWN';
    return new TransportError(`${describe(code, error.message)({ peer })} (${code})`, code, options);
}
function describe(code, words) {
    const known = networkMessages[code];
    if (known !== undefined)
        return known;
    if (isHandshake(code))
        return tlsFailed;
    if (code.startsWith('HPE_'))
        return notHttp;
    // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
    return isCertificate(code) ? () => words : connectionFailed;
}

;// CONCATENATED MODULE: ../github/advice.ts



/** Returns a final answer as an error, with a second sentence that tells you what to do. */
function problemOf(doing, fault, circumstances) {
    const { answer, data } = fault;
    const failed = { doing, answer };
    if (answer.isForeign === true)
        return foreignProblem(failed, circumstances);
    switch (answer.status) {
        case 0:
            return unsent(failed, (0,domain_json/* textAt */.$6)(data, 'code') ?? '');
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
            return isTooExpensive(answer.message) ? queryTooExpensive(failed) : requestRejected(failed);
    }
}
/** Returns the error for a request that got no answer from GitHub. */
function unsent(failed, code) {
    if (code === 'PROXY_LOGIN')
        return proxyNeedsLogin(failed);
    if (code === 'PROXY_REFUSED')
        return proxyRefuses(failed);
    if (isCertificate(code))
        return certificateNotTrusted(failed);
    if (isHandshake(code))
        return handshakeFailed(failed);
    return redirectedElsewhere(failed);
}
/**
 * Returns the error for an answer with status 403.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
 */
function forbidden(failed, { permissions }, tokenKind) {
    if (!isAboutPermissions(failed.answer.message))
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
    const checks = errorsIn(data)
        .flatMap(error => (0,domain_json/* valueAt */.fK)(error, 'contexts') ?? [])
        .filter((context) => (0,domain_json/* textAt */.$6)(context, 'state') !== 'success')
        .map((context) => `${(0,domain_json/* textAt */.$6)(context, 'context') ?? '?'} (${(0,domain_json/* textAt */.$6)(context, 'state') ?? 'missing'})`);
    if (checks.length > 0 || /status checks/i.test(message))
        return checksNotGreen({ ...failed, checks });
    return /merging/i.test(message) ? mergeConflict(failed) : otherConflict(failed);
}
function unprocessable(failed, data) {
    const ref = /No ref found for: (.*)/.exec(failed.answer.message)?.[1];
    if (ref !== undefined)
        return refNotFound({ ...failed, ref });
    const details = errorsIn(data)
        .map(error => typeof error === 'string'
        ? error
        : ((0,domain_json/* textAt */.$6)(error, 'message') ?? [(0,domain_json/* textAt */.$6)(error, 'field'), (0,domain_json/* textAt */.$6)(error, 'code')].filter(Boolean).join(' ')))
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
    if (isRunnersApi)
        return answeredByProxy(failed);
    const likely = likelyApi(new URL(apiUrl));
    return likely === undefined ? apiUrlAnswersOtherwise(failed) : apiUrlIsWebsite({ ...failed, likely });
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

;// CONCATENATED MODULE: ../github/repeats.ts

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
 * completed. Otherwise, its result is checked for first.
 *
 * @param earlier the faults of the same request before this one
 */
function next(fault, earlier, situation) {
    const faults = [...earlier, fault];
    if (!isRepeatable(fault)) {
        const notFound = fault.answer.status === 404 ? faults.filter(isNotFound).length : 0;
        if (!situation.mayLag || notFound === 0 || notFound > maxNotFound)
            return { step: 'fail' };
        return { step: 'repeat', afterMs: notFound * ports_0/* replicaLagMs */.n };
    }
    if (faults.length >= maxForeignAnswers && faults.slice(-maxForeignAnswers).every(isForeign))
        return { step: 'fail' };
    const afterMs = pauseMs(fault, earlier.filter(isRepeatable), situation);
    if (afterMs > situation.leftMs)
        return { step: 'fail' };
    return { step: situation.kind === 'write' && mayBeDone(faults) ? 'check' : 'repeat', afterMs };
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
var external_fs_ = __nccwpck_require__(896);
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
var unused = __nccwpck_require__(805);
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
var dist = __nccwpck_require__(795);
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
  const body = dist_bundle_isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? (0,unused/* JSONStringify */.iq)(requestOptions.body) : requestOptions.body;
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
      return (0,unused/* JSONParse */.QS)(text);
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
    this.graphql = (0,unused/* withCustomRequest */.n)(this.request).defaults(requestDefaults);
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
;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = require("node:http");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
;// CONCATENATED MODULE: external "node:querystring"
const external_node_querystring_namespaceObject = require("node:querystring");
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
            if (init.signal.reason instanceof TransportError)
                throw init.signal.reason;
            if (error instanceof TransportError)
                throw error;
            throw networkError(error, url.host);
        }
        throw new TransportError(tooManyRedirects({ most: maxRedirects }), 'REDIRECT');
    };
    /** Closes the connections that are kept open. */
    close() {
        this.#agent?.destroy();
    }
    /** Returns a new connection for each request through a proxy, or a connection that is kept open without a proxy. */
    async #wayTo(url, signal) {
        const proxy = this.#options.proxyFor(url);
        if (proxy !== undefined) {
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
            const broken = new TransportError(answerIncomplete(), 'ECONNRESET');
            const request = send(url, { method, headers, signal, ...way }, message => {
                let body = '';
                message.setEncoding('utf8');
                message.on('data', (text) => {
                    body += text;
                    if (body.length <= maxBodyLength)
                        return;
                    reject(new TransportError(answerTooLarge(), 'BODY_TOO_LARGE'));
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
const moduleFor = async (url) => url.protocol === 'https:' ? Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 708, 23)) : external_node_http_namespaceObject;
function redirected(from, location) {
    const to = URL.parse(location, from.href);
    if (to?.origin !== from.origin) {
        throw new TransportError(redirectsElsewhere({ from: from.host, to: to?.host ?? 'unreadable' }), 'REDIRECT');
    }
    return to;
}
/**
 * Opens a connection to the host of a URL through a proxy, with `CONNECT`. Returns a function that starts using the
 * connection. The signal ends the attempt, because a proxy may never answer.
 * https://nodejs.org/api/http.html#event-connect
 *
 * @throws TransportError if the proxy refuses, in which case the request itself was not sent
 */
async function openTunnel(url, proxy, signal) {
    const isSecure = url.protocol === 'https:';
    // TLS is loaded first, because nothing handles errors of an open connection until the request takes it over.
    const { connect } = isSecure ? await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 692, 23)) : {};
    const socket = await connectThrough(proxy, `${url.hostname}:${url.port || (isSecure ? 443 : 80)}`, signal);
    if (connect === undefined)
        return () => socket;
    const host = bareHost(url);
    return () => connect({ socket, host, servername: serverName(host), ALPNProtocols: ['http/1.1'] });
}
async function connectThrough(proxy, target, signal) {
    const isSecure = proxy.protocol === 'https:';
    const { request } = isSecure ? await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 708, 23)) : external_node_http_namespaceObject;
    const host = bareHost(proxy);
    const port = Number(proxy.port) || (isSecure ? 443 : 80);
    const headers = { host: target, ...credentials(proxy) };
    const name = `${proxy.hostname}:${port}`;
    return new Promise((resolve, reject) => {
        const servername = serverName(host);
        const options = { method: 'CONNECT', host, port, path: target, headers, agent: false, servername, signal };
        const asked = request(options);
        asked.on('connect', ({ statusCode = 0, statusMessage = '' }, socket) => {
            if (statusCode >= 200 && statusCode < 300) {
                resolve(socket);
                return;
            }
            socket.destroy();
            const said = `${statusCode} ${statusMessage}`.trim();
            const code = statusCode >= 500 ? 'PROXY_FAILED' : statusCode === 407 ? 'PROXY_LOGIN' : 'PROXY_REFUSED';
            reject(new TransportError(proxyRefused({ proxy: name, answer: said }), code, { beforeSending: true }));
        });
        asked.on('error', error => reject(networkError(error, `the proxy ${name}`, { beforeSending: true })));
        asked.end();
    });
}
/**
 * Returns the header with the proxy's user and password.
 * https://www.rfc-editor.org/rfc/rfc9110#name-proxy-authorization
 */
function credentials({ username, password }) {
    if (username === '' && password === '')
        return {};
    // In contrast to `decodeURIComponent`, `unescape` keeps a `%` that encodes nothing.
    const login = Buffer.from(`${(0,external_node_querystring_namespaceObject.unescape)(username)}:${(0,external_node_querystring_namespaceObject.unescape)(password)}`).toString('base64');
    return { 'proxy-authorization': `Basic ${login}` };
}
/** Returns the host without the brackets of an IPv6 address. */
const bareHost = ({ hostname }) => hostname.replaceAll(/[[\]]/g, '');
/**
 * Returns the server name for TLS, which must be a host name and not an address.
 * https://www.rfc-editor.org/rfc/rfc6066#section-3
 */
const serverName = (host) => ((0,external_node_net_namespaceObject.isIP)(host) === 0 ? host : '');
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

;// CONCATENATED MODULE: ../github/sender.ts






/** Stands for the address of GraphQL, which is not in the repository. */
const graphqlPath = 'graphql';
/** Returns the fields of a call that sends a GraphQL query or mutation. */
const graphqlRequest = (query, variables) => ({
    method: 'POST',
    path: graphqlPath,
    parameters: { query, variables }
});
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
                throw new messages_problem/* Cancelled */.cJ();
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
                    throw new messages_problem/* Cancelled */.cJ();
                // A successful answer may also report a problem.
                if (error instanceof messages_problem/* Problem */.AF)
                    throw error;
                const fault = faultOf(error);
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
        const { method = 'GET', path, parameters } = call;
        const { owner, name } = this.#options.repository;
        const target = path === graphqlPath ? { url: this.#graphqlUrl } : { url: `/repos/{owner}/{repo}${path}`, owner, repo: name };
        const limit = new AbortController();
        const tooLate = new TransportError(answerTooLate({ seconds: Math.round(timeMs / 1000) }), 'TIME_LIMIT');
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
function sender_valueOf({ path, isPartial, parse }, { status, headers, data }) {
    const about = { status, requestId: (0,domain_json/* textAt */.$6)(headers, 'x-github-request-id') };
    if (typeof data === 'string' && (data !== '' || status >= 300))
        throw new Failed(httpFault(status, headers, data));
    const fault = path === graphqlPath ? graphqlFault(data, headers, about, isPartial) : undefined;
    if (fault !== undefined)
        throw new Failed(fault);
    const value = parse(data, headers);
    if (value !== undefined)
        return { value, about };
    throw new Failed({ certainty: 'open', answer: { ...about, message: answerUnknown(), isForeign: true } });
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
    /** Time on the local clock in milliseconds. GitHub's clock is `githubAheadMs` ahead of it. */
    get ourNow() {
        return this.#options.clock.now();
    }
    get githubAheadMs() {
        return this.#sender.githubAheadMs;
    }
    /** Time that is left of the budget, in milliseconds. Negative if it is used up. */
    get leftMs() {
        return this.#deadlineMs - this.ourNow;
    }
    get sent() {
        return this.#sender.sent;
    }
    /** Repository in the form of GraphQL variables. */
    get repository() {
        const { owner, name } = this.#options.repository;
        return { owner, repo: name };
    }
    close() {
        this.#sender.close();
    }
    /** Sends a request that changes nothing, or that has no further effect if it is sent again. */
    read(call, timeLimits) {
        return this.#complete(call, [], timeLimits);
    }
    /** Sends a request that must be completed exactly once. */
    async write(write, { mayBeDone: isSecond = false, ...timeLimits } = {}) {
        if (isSecond) {
            const { value, rest = write } = await this.checkTwice(write, this.ourNow);
            return value ?? this.write(rest, timeLimits);
        }
        const faults = [];
        try {
            return await this.#complete(write, faults, timeLimits);
        }
        catch (error) {
            if (!(error instanceof messages_problem/* GitHubProblem */.Jy) || !mayBeDone(faults))
                throw error;
            throw (0,creating/* writeUncertain */.Nl)({ doing: write.doing, cause: error });
        }
    }
    /** Sends a request until GitHub has completed it, and collects the faults on the way. */
    async #complete(request, faults, { withinMs = Infinity, unansweredMs = Infinity } = {}) {
        const endMs = Math.min(this.#deadlineMs, this.ourNow + withinMs);
        // Each wait for a rate limit moves this deadline.
        let answerMs = this.ourNow + unansweredMs;
        for (;;) {
            const sentAtMs = this.ourNow;
            const write = 'check' in request ? request : undefined;
            const kind = write === undefined ? 'read' : 'write';
            this.#demandRation(request);
            const leftMs = Math.min(endMs, answerMs) - sentAtMs;
            const tried = await this.#sender.try(request, kind, Math.max(leftMs, minTimeMs[kind]));
            if (tried.done || !isUnknownHost(tried.fault))
                this.#unknownHostDeadlineMs = Infinity;
            if (tried.done)
                return tried.value;
            const { fault } = tried;
            const following = next(fault, faults, {
                kind,
                mayLag: request.mayLag === true,
                githubNowMs: this.ourNow + this.githubAheadMs,
                leftMs: this.#deadlineAfter(fault, endMs, answerMs) - this.ourNow,
                jitter: Math.random()
            });
            faults.push(fault);
            if (following.step === 'fail')
                throw this.#giveUp(request, fault);
            await this.#waitAfter(fault, request, following.afterMs);
            if (isRateLimit(fault))
                answerMs += following.afterMs;
            if (write === undefined)
                continue;
            if (following.step === 'check') {
                const { value, rest = write } = await this.checkTwice(write, sentAtMs);
                if (value !== undefined)
                    return value;
                request = rest;
            }
            write.onRepeat?.();
        }
    }
    /** Returns when to give up after a fault, on the local clock. */
    #deadlineAfter(fault, endMs, answerMs) {
        if (isRateLimit(fault))
            return endMs;
        return Math.min(endMs, answerMs, isUnknownHost(fault) ? this.#unknownHostDeadlineMs : Infinity);
    }
    /**
     * Checks for the result of a write, and checks again after a while because a replica may lag behind.
     *
     * @param sentAtMs time of the request, on the local clock
     */
    async checkTwice({ check, settledAfterMs = 0 }, sentAtMs) {
        const first = await check();
        if (first.value !== undefined)
            return first;
        await this.sleep(Math.max(ports_0/* replicaLagMs */.n, sentAtMs + settledAfterMs - this.ourNow));
        const second = await (first.rest?.check ?? check)();
        return { value: second.value, rest: second.rest ?? first.rest };
    }
    /** @throws GitHubProblem if REST may not be used any more instead of GraphQL */
    #demandRation({ path }) {
        if (this.#ration !== undefined && path !== graphqlPath && this.#ration.left-- <= 0)
            throw this.#ration.problem;
    }
    /** Waits before a request is repeated, and says so if that takes long. */
    async #waitAfter({ answer }, { doing }, waitMs) {
        if (waitMs >= loggedWaitMs)
            this.#options.onWait((0,messages_problem/* couldNot */.NF)({ doing, answer }), waitMs);
        await this.sleep(waitMs);
    }
    /** Returns the error for a request that is not repeated, with advice. */
    #giveUp({ doing, path }, fault) {
        const problem = fault.certainty === 'answered'
            ? problemOf(doing, fault, this.#options)
            : gaveUp(doing, fault, this.#options, this.ourNow + this.githubAheadMs);
        const { maxRestRequests } = this.#options;
        const isUsedUp = path === graphqlPath && problem.answer.limit === 'primary';
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
const isRateLimit = (fault) => fault.certainty !== 'answered' && fault.limit !== undefined;

;// CONCATENATED MODULE: ../github/paging.ts



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
async function* restPages(client, { parseEntry, listAt, parameters, ...list }, timeLimits = {}) {
    for (let number = 1; number <= maxRestPages; number++) {
        const page = await client.read({
            ...list,
            parameters: { ...parameters, per_page: pageSize, page: number },
            parse: restPageFrom(parseEntry, listAt)
        }, timeLimits);
        yield page;
        if (page.isLast)
            return;
    }
    throw listEndless({ doing: list.doing });
}
/**
 * Reads a page of a REST list. GitHub names the next page in the `Link` header. A proxy may drop headers, so a full
 * page without this header is not treated as the last one.
 */
const restPageFrom = (parse, listAt) => (data, headers) => {
    const entries = parsedAll(listAt === undefined ? data : (0,domain_json/* valueAt */.fK)(data, listAt), parse);
    if (entries === undefined)
        return undefined;
    const link = (0,domain_json/* textAt */.$6)(headers, 'link');
    return { entries, isLast: link === undefined ? entries.length < pageSize : !link.includes('rel="next"') };
};
/**
 * Reads the pages of a connection.
 *
 * @throws Problem if the list does not end
 */
async function* graphqlPages(doing, read) {
    let page = await read(undefined);
    for (let count = 1;; count++) {
        yield page;
        const { next } = page;
        if (next === undefined)
            return;
        if (count === maxGraphqlPages)
            throw listEndless({ doing });
        page = await read(next);
        // A server that ignores the cursor returns the same page again.
        if (page.next === next)
            throw listEndless({ doing });
    }
}
/**
 * Reads a page of a connection with the parser for its nodes. A page with a node that cannot be parsed is requested
 * again.
 * https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api
 */
function graphqlPageFrom(connection, parse) {
    const entries = parsedAll((0,domain_json/* valueAt */.fK)(connection, 'nodes'), parse);
    const isLast = (0,domain_json/* valueAt */.fK)(connection, 'pageInfo', 'hasNextPage') !== true;
    const next = isLast ? undefined : (0,domain_json/* textAt */.$6)(connection, 'pageInfo', 'endCursor');
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
async function firstPage(pages) {
    for await (const page of pages)
        return page;
    return { entries: [], isLast: true };
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
        const isMissing = error instanceof messages_problem/* GitHubProblem */.Jy && statuses.includes(error.answer.status);
        if (isMissing && error.answer.limit === undefined)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ../github/commits.ts




const comparisons = ['ahead', 'behind', 'identical', 'diverged'];
/**
 * Finds and compares commits.
 * https://docs.github.com/rest/commits/commits
 */
class Commits {
    #client;
    constructor(client) {
        this.#client = client;
    }
    /**
     * Returns the commit of a ref, or `undefined` if there is none.
     * https://docs.github.com/rest/commits/commits#get-a-commit
     */
    async of(ref) {
        const call = {
            doing: `find the commit of ${ref}`,
            path: '/commits/{ref}',
            parameters: { ref, per_page: 1 },
            parse: data => (0,domain_json/* textAt */.$6)(data, 'sha')
        };
        // GitHub answers 422 for a ref that it cannot resolve.
        return orMissing(() => this.#client.read(call), [404, 422]);
    }
    /**
     * Compares two commits. If the second one is an ancestor of the first, GitHub computes no diff.
     * https://docs.github.com/rest/commits/commits#compare-two-commits
     */
    async compare(base, head) {
        const call = {
            doing: `compare ${(0,domain_deployment/* shortRef */.m3)(base)} with ${(0,domain_deployment/* shortRef */.m3)(head)}`,
            path: '/compare/{basehead}',
            parameters: { basehead: `${base}...${head}`, per_page: 1 },
            parse: data => {
                const status = comparisons.find(one => one === (0,domain_json/* textAt */.$6)(data, 'status'));
                return status && { status, base: (0,domain_json/* textAt */.$6)(data, 'base_commit', 'sha') };
            }
        };
        try {
            return await this.#client.read(call);
        }
        catch (error) {
            // GitHub has no status for histories without a common ancestor.
            const { status, message = '' } = error instanceof messages_problem/* GitHubProblem */.Jy ? error.answer : {};
            if (status === 404 && /^No common ancestor/i.test(message))
                return { status: 'diverged' };
            throw error;
        }
    }
}

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
            ...this.#checkFor(intent),
            onRepeat
        });
    }
    /** Finds the deployment whose creation was not answered. */
    async find(intent) {
        const sentAtMs = intent.sentAtMs ?? intent.savedAtMs;
        return (await this.#client.checkTwice(this.#checkFor(intent), sentAtMs)).value;
    }
    #checkFor(intent) {
        return { check: async () => ({ value: await this.#lookFor(intent) }), settledAfterMs };
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
            throw (0,creating/* creationAmbiguous */.WU)({ environment: intent.environment, ids: untouched.map(({ id }) => id) });
        }
        if (untouched.length === 0)
            return undefined;
        // A deployment of a sibling job would have a status by the next check.
        await this.#client.sleep(ports_0/* replicaLagMs */.n);
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
                if (await matchesIntent(deployment, intent, githubAheadMs))
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
    const message = (0,domain_json/* textAt */.$6)(data, 'message');
    if (message === undefined || !/auto-?merged/i.test(message))
        return undefined;
    const requestId = (0,domain_json/* textAt */.$6)(headers, 'x-github-request-id');
    throw (0,creating/* autoMerged */.EM)({ doing, answer: { status: 202, message, requestId } });
}

;// CONCATENATED MODULE: ../github/deployments.ts



/**
 * Reads and deletes deployments.
 * https://docs.github.com/rest/deployments/deployments
 */
class Deployments {
    #client;
    /** Records by GraphQL id. */
    #records = new Map();
    constructor(client) {
        this.#client = client;
    }
    /**
     * Returns a deployment.
     * https://docs.github.com/rest/deployments/deployments#get-a-deployment
     */
    one(id) {
        return this.#client.read({ ...this.#lookup(id), mayLag: true });
    }
    /** Whether somebody deleted a deployment: GitHub does not find it, but lists the repository's deployments. */
    async isDeleted(id) {
        if (!(await this.isGone(id, { mayLag: true })))
            return false;
        await this.newest({});
        return true;
    }
    /**
     * Whether GitHub does not find a deployment. If it does, asks again, because a replica may still show it.
     *
     * @param mayLag set if the deployment is so new that some replicas may not have it yet
     */
    async isGone(id, { mayLag = false } = {}) {
        const check = () => this.#checkMissing({ ...this.#lookup(id), mayLag });
        return (await this.#client.checkTwice({ check }, this.#client.ourNow)).value === true;
    }
    async #checkMissing(lookup, timeLimits) {
        const found = await orMissing(() => this.#client.read(lookup, timeLimits));
        return { value: found === undefined ? true : undefined };
    }
    #lookup(id) {
        return {
            doing: `find deployment ${id}`,
            path: '/deployments/{deployment_id}',
            parameters: { deployment_id: id },
            parse: domain_deployment/* deploymentFrom */.ir
        };
    }
    /**
     * Deletes a deployment that is not active.
     * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
     */
    async delete(id, terms) {
        await this.#client.write({
            doing: `delete deployment ${id}`,
            method: 'DELETE',
            path: '/deployments/{deployment_id}',
            parameters: { deployment_id: id },
            parse: data => ((0,domain_json/* isObject */.Gv)(data) ? undefined : true),
            check: () => this.#checkMissing(this.#lookup(id), terms)
        }, terms);
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
        return restPages(this.#client, list, timeLimits);
    }
    /** Returns the first page of a list: the newest hundred. */
    newest(filter, timeLimits) {
        return firstPage(this.pages(filter, timeLimits));
    }
    /**
     * Returns the records of deployments that GraphQL has listed, by their GraphQL id, without those that were deleted.
     * GraphQL shows neither the REST id, which does not fit into its `databaseId`, nor the ref of a deployment. REST's
     * `node_id` is the id in GraphQL.
     * https://docs.github.com/graphql/guides/using-global-node-ids
     *
     * First reads the newest deployments of the environment, or of the repository for several environments, as long as a
     * page has several wanted ones. Then searches by commit and task, which never change.
     */
    async records(listed, { maxRequests = Infinity, ...timeLimits } = {}) {
        const wanted = new Map(listed.map(one => [one.nodeId, one]));
        for (const nodeId of this.#records.keys())
            wanted.delete(nodeId);
        let requestsLeft = maxRequests;
        /** @param isDone decides after each page, from the number of wanted deployments on it */
        const search = async (filter, isDone) => {
            if (wanted.size === 0 || requestsLeft <= 0)
                return;
            for await (const { entries } of this.pages(filter, timeLimits)) {
                requestsLeft--;
                for (const record of entries)
                    this.#records.set(record.nodeId, record);
                const found = entries.filter(({ nodeId }) => wanted.delete(nodeId));
                if (isDone(found.length) || wanted.size === 0 || requestsLeft <= 0)
                    return;
            }
        };
        const [environment, ...others] = new Set(Array.from(wanted.values(), one => one.environment));
        const isFew = (found) => found < 2;
        if (wanted.size > 1)
            await search(others.length === 0 ? { environment } : {}, isFew);
        for (const those of Map.groupBy(wanted.values(), originOf).values()) {
            const { sha, task } = those[0] ?? {};
            await search({ sha, task }, () => !those.some(({ nodeId }) => wanted.has(nodeId)));
        }
        return this.#records;
    }
}
/** Returns the same text for deployments of the same commit and task. */
const originOf = ({ sha, task }) => JSON.stringify([sha, task]);
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
    add(deployment, status, terms = {}) {
        const since = terms.mayBeDone === true ? -Infinity : this.#client.ourNow;
        const check = async () => {
            const earliest = since + this.#client.githubAheadMs - clockToleranceMs;
            const newest = await this.newest(deployment.id, terms);
            // An earlier status may look the same. If the time of the request is unknown, only the newest one counts.
            const written = terms.mayBeDone === true ? newest.slice(0, 1) : newest;
            const value = written.find(({ state, description, logUrl, environmentUrl, createdAt }) => state === status.state &&
                description === status.description &&
                logUrl === status.logUrl &&
                environmentUrl === (status.environmentUrl ?? '') &&
                Date.parse(createdAt) >= earliest);
            return { value };
        };
        return this.#client.write({
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
            check
        }, terms);
    }
    /** Returns the newest hundred statuses of a deployment, newest first. */
    async newest(id, timeLimits) {
        return (await firstPage(this.pages(id, timeLimits))).entries;
    }
    /** Whether any status was a success. Reads the statuses until the newest success. */
    async everSucceeded(id, timeLimits) {
        for await (const { entries } of this.pages(id, timeLimits))
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
        return restPages(this.#client, list, timeLimits);
    }
}

// EXTERNAL MODULE: ../messages/teardown.ts
var messages_teardown = __nccwpck_require__(898);
;// CONCATENATED MODULE: ../github/environments.ts





const withLowerCase = (names) => [
    ...new Set(names.flatMap(name => [name, name.toLowerCase()]))
];
/**
 * Lists, finds and deletes the environments of a repository. Only the REST API can list them by name and delete them.
 * https://docs.github.com/rest/deployments/environments
 *
 * Also reads lists of deployments by the names of environments. These names are not case sensitive, but GitHub does not
 * document whether filters by them are. So a list that shows nothing for a name is read again with GitHub's spelling of
 * that name, which is requested only once.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 */
class Environments {
    #client;
    #deployments;
    /** Names for which a list has shown something, in lower case. */
    #shown = new Set();
    #lookups = new Map();
    /** Names of all environments, or `undefined` if the token cannot list them. */
    #names;
    constructor(client, deployments) {
        this.#client = client;
        this.#deployments = deployments;
    }
    /**
     * Returns the names of all environments, or `undefined` if the token cannot list them.
     * https://docs.github.com/rest/deployments/environments#list-environments
     */
    names() {
        this.#names ??= ifVisible(async () => {
            const names = [];
            for await (const { entries } of this.#pages())
                names.push(...entries);
            return names;
        });
        return this.#names;
    }
    #pages() {
        return restPages(this.#client, {
            doing: 'list the environments',
            path: '/environments',
            parameters: {},
            listAt: 'environments',
            parseEntry: environment => (0,domain_json/* textAt */.$6)(environment, 'name')
        });
    }
    /**
     * Returns the name of an environment as GitHub spells it.
     * https://docs.github.com/rest/deployments/environments#get-an-environment
     */
    #one(name) {
        demandAddress(name);
        return this.#client.read({
            doing: `find environment ${name}`,
            path: '/environments/{environment_name}',
            parameters: { environment_name: name },
            parse: data => (0,domain_json/* textAt */.$6)(data, 'name')
        });
    }
    /**
     * Deletes an environment.
     * https://docs.github.com/rest/deployments/environments#delete-an-environment
     */
    async delete(name) {
        demandAddress(name);
        await this.#client.write({
            doing: `delete environment ${name}`,
            method: 'DELETE',
            path: '/environments/{environment_name}',
            parameters: { environment_name: name },
            parse: data => ((0,domain_json/* isObject */.Gv)(data) ? undefined : true),
            check: async () => ({ value: (await this.#isMissing(name)) || undefined })
        });
    }
    /** Whether an environment certainly does not exist: "not found", from a token that can list the environments. */
    async #isMissing(name) {
        // A token that may delete an environment may not be able to see it.
        const isVisible = (await ifVisible(() => firstPage(this.#pages()))) !== undefined;
        return isVisible && (await orMissing(() => this.#one(name))) === undefined;
    }
    /** Whether an environment exists. Sends no request if a list has already asked for its spelling. */
    async existence(name) {
        return (await this.#lookUp(name)).existence;
    }
    /** Reads a list, and reads it again with GitHub's spelling of the names for which it shows nothing. */
    async *listBySpelling(names, list) {
        let held;
        for await (const page of list(names)) {
            for (const { environment } of page.entries)
                this.#shown.add(environment.toLowerCase());
            // An empty page is held back, because the list may go on with GitHub's spelling.
            held = page.entries.length === 0 ? page : undefined;
            if (held === undefined)
                yield page;
        }
        const others = [];
        for (const name of names.filter(each => !this.#shown.has(each.toLowerCase()))) {
            const { spelling = name } = await this.#lookUp(name);
            if (!names.includes(spelling))
                others.push(spelling);
        }
        if (others.length > 0)
            yield* list(others);
        else if (held !== undefined)
            yield held;
    }
    /** Reads by the name of an environment and, if that finds nothing, by GitHub's spelling of it. */
    async readBySpelling(name, read, isFound) {
        const found = await read(name);
        if (isFound(found))
            return found;
        const { spelling = name } = await this.#lookUp(name);
        return spelling === name ? found : read(spelling);
    }
    #lookUp(name) {
        const lookup = this.#lookups.get(name) ?? this.#ask(name);
        this.#lookups.set(name, lookup);
        return lookup;
    }
    /**
     * Asks for a name. A token that cannot list the environments gets "not found" for those that exist, too. It may still
     * see the newest deployments, which contain the names of their environments.
     */
    async #ask(name) {
        try {
            const names = await this.#names;
            if (names === undefined)
                return { existence: 'exists', spelling: await this.#one(name) };
        }
        catch (error) {
            if (!(error instanceof messages_problem/* Problem */.AF))
                throw error;
            if (!(0,messages_problem/* isNotFound */.c4)(error))
                return this.#guess(name);
        }
        const names = await this.names().catch(ignoreProblem);
        if (names === undefined)
            return this.#guess(name);
        const spelling = names.find(other => (0,domain_deployment/* sameEnvironment */.iE)(other, name));
        return { existence: spelling === undefined ? 'missing' : 'exists', spelling };
    }
    /** Returns the spelling of a name in the newest deployments, from a token that cannot see environments. */
    async #guess(name) {
        const newest = await this.#deployments.newest({}).catch(ignoreProblem);
        const spelled = newest?.entries.find(({ environment }) => (0,domain_deployment/* sameEnvironment */.iE)(environment, name));
        return { existence: 'unknown', spelling: spelled?.environment };
    }
}
/** Returns `undefined` if the token cannot list or read environments, or if there is none. */
const ifVisible = (read) => orMissing(read, [403, 404]);
/** Ignores that a request failed, for example because the token lacks a permission. */
function ignoreProblem(error) {
    if (!(error instanceof messages_problem/* Problem */.AF))
        throw error;
}
/**
 * Rejects the names `.` and `..`. As the last segment of a URL path, they mean the parent, even if they are
 * percent-encoded. A delete request would then delete the repository.
 * https://url.spec.whatwg.org/#double-dot-path-segment
 */
function demandAddress(name) {
    if (name === '.' || name === '..')
        throw (0,messages_teardown/* environmentHasNoAddress */.Fn)({ name });
}

;// CONCATENATED MODULE: ../github/graphql-access.ts

/**
 * Whether GraphQL refused a request that REST may still answer. Examples are a missing token scope, an old server and
 * an exhausted rate limit. A secondary rate limit does not count, because it applies to both APIs.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#secondary-rate-limits
 */
function isGraphqlRefusal(error) {
    if (!(error instanceof messages_problem/* GitHubProblem */.Jy))
        return false;
    const { status, limit, isForeign } = error.answer;
    return isForeign === true || (status >= 200 && status < 500 && limit !== 'secondary');
}
/** Remembers during this step if GraphQL can read and write, so requests that cannot succeed are not sent again. */
class GraphqlAccess {
    /**
     * False after GraphQL did not find the repository or the deployment, or if its rate limit lasts longer than this step
     * can wait.
     */
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
            if (!isGraphqlRefusal(error))
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

;// CONCATENATED MODULE: ../github/listing-graphql.ts







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
query LatestStates($ids: [ID!]!, $payloads: Boolean!, $statuses: Boolean!) { nodes(ids: $ids) { ...Listed } }
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
const namesPerRequest = 100;
/** Page size after GitHub found a page with statuses too expensive. */
const smallPageSize = 25;
/**
 * Lists deployments through GraphQL, many per request.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
class GraphqlListing {
    #client;
    #pageSizeWithStatuses = pageSize;
    constructor(client) {
        this.#client = client;
    }
    /** Lists the deployments of environments, newest first within each group of 100 names. */
    async *list(environments, options = {}) {
        for (let start = 0; start < environments.length; start += namesPerRequest) {
            const names = environments.slice(start, start + namesPerRequest);
            yield* graphqlPages(doingFor(names), after => this.page(names, options, after));
        }
    }
    async page(environments, options, after) {
        const { withStatuses = false } = options;
        const first = withStatuses ? this.#pageSizeWithStatuses : pageSize;
        const variables = { environments, first, after, payloads: false, statuses: withStatuses };
        const call = {
            doing: doingFor(environments),
            ...graphqlRequest(scanQuery, { ...this.#client.repository, ...variables }),
            parse: deploymentsFrom
        };
        try {
            return await this.#client.read(call, options);
        }
        catch (error) {
            const isTooLarge = error instanceof messages_problem/* GitHubProblem */.Jy && isTooExpensive(error.answer.message);
            if (!isTooLarge || !withStatuses || first === smallPageSize)
                throw error;
            this.#pageSizeWithStatuses = smallPageSize;
            return this.page(environments, options, after);
        }
    }
    /** Returns deployments in the order of their ids. A deployment that does not exist is `undefined`. */
    nodes(ids, options) {
        const { withStatuses = false } = options;
        const call = {
            doing: 'read the states of the deployments',
            ...graphqlRequest(nodesQuery, { ids, payloads: false, statuses: withStatuses }),
            isPartial: isMissingNode,
            parse: nodesFrom
        };
        return this.#client.read(call, options);
    }
    /**
     * Returns the latest state and URL of a deployment. The same request reads other deployments and the first page of
     * its environment.
     */
    look(deployment, scope, timeLimits) {
        const variables = {
            id: deployment.nodeId,
            ids: scope.also,
            environments: withLowerCase([deployment.environment]),
            first: pageSize,
            around: scope.withEnvironment,
            payloads: scope.withPayloads,
            statuses: false
        };
        const call = {
            doing: `look at deployment ${deployment.id}`,
            ...graphqlRequest(lookQuery, { ...this.#client.repository, ...variables }),
            isPartial: isMissingNode,
            parse: data => {
                const statuses = (0,domain_json/* valueAt */.fK)(data, 'data', 'node', 'newestStatuses', 'nodes');
                const others = nodesFrom(data);
                const page = scope.withEnvironment ? deploymentsFrom(data) : undefined;
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
}
const doingFor = ([first = '', ...others]) => `read the deployments of ${others.length === 0 ? first : `${first} and ${others.length} more`}`;
const deploymentsFrom = (data) => graphqlPageFrom((0,domain_json/* valueAt */.fK)(data, 'data', 'repository', 'deployments'), listedFromGraphql);
function nodesFrom(data) {
    const nodes = (0,domain_json/* valueAt */.fK)(data, 'data', 'nodes');
    return Array.isArray(nodes) ? nodes.map(listedFromGraphql) : undefined;
}
/** Whether an error says that a single node does not exist. With any other error, a missing node proves nothing. */
const isMissingNode = ({ type, path }) => type === 'NOT_FOUND' && path.startsWith('nodes.');
/** Reads a deployment with the fields of `listedFragment`. */
function listedFromGraphql(node) {
    const nodeId = (0,domain_json/* textAt */.$6)(node, 'id');
    const sha = (0,domain_json/* textAt */.$6)(node, 'commitOid');
    if (nodeId === undefined || sha === undefined)
        return undefined;
    const latest = (0,domain_json/* valueAt */.fK)(node, 'latestStatus');
    const payload = (0,domain_json/* valueAt */.fK)(node, 'payload');
    const statuses = (0,domain_json/* valueAt */.fK)(node, 'statuses', 'nodes');
    const isRead = Array.isArray(statuses);
    return {
        nodeId,
        sha,
        task: (0,domain_json/* textAt */.$6)(node, 'task') ?? 'deploy',
        environment: (0,domain_json/* textAt */.$6)(node, 'environment') ?? '',
        createdAt: (0,domain_json/* textAt */.$6)(node, 'createdAt') ?? '',
        description: (0,domain_json/* textAt */.$6)(node, 'description') ?? '',
        creator: (0,domain_deployment/* creatorFrom */.TE)((0,domain_json/* valueAt */.fK)(node, 'creator'), '__typename'),
        state: stateIn(latest),
        environmentUrl: (0,domain_json/* textAt */.$6)(latest, 'environmentUrl') ?? (isRead ? newestUrlIn(statuses) : undefined),
        logUrl: (0,domain_json/* textAt */.$6)(latest, 'logUrl'),
        statusDescription: (0,domain_json/* textAt */.$6)(latest, 'description'),
        payload: payload === undefined ? undefined : (0,domain_deployment/* decodedPayload */.p_)(payload),
        states: isRead ? statesIn(statuses) : undefined,
        hasMoreStatuses: (0,domain_json/* valueAt */.fK)(node, 'statuses', 'pageInfo', 'hasNextPage') === true
    };
}
const stateIn = (status) => (0,domain_json/* textAt */.$6)(status, 'state')?.toLowerCase();
const statesIn = (statuses) => statuses.map(stateIn).filter(state => state !== undefined);
const newestUrlIn = (statuses) => statuses.map(status => (0,domain_json/* textAt */.$6)(status, 'environmentUrl')).find(url => url !== undefined);

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
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    async one(id) {
        return withStatusFields(await this.#parts.deployments.one(id), await this.#parts.statuses.newest(id));
    }
    /** Lists all deployments of environments. The order does not matter. */
    survey(environments) {
        return this.#list(environments);
    }
    /**
     * Lists the newest deployments of an environment with the states of their statuses, newest first. REST returns only
     * the deployments of the task, without statuses: `withStatuses` reads them.
     */
    async *history(environment, task) {
        let left = maxHistory.graphql;
        for await (const page of this.#list([environment], { task })) {
            yield page;
            left -= page.entries.length;
            if (left <= 0)
                return;
        }
    }
    /**
     * Lists deployments of environments, each once.
     *
     * @param history set for a history, with the task that REST lists
     */
    #list(environments, history) {
        const seen = new Set();
        return this.#parts.environments.listBySpelling(environments, names => this.#listEither(names, seen, history));
    }
    /** Lists deployments through GraphQL. If GraphQL refuses, continues with those that REST lists in addition. */
    async *#listEither(names, seen, history) {
        const { access, graphqlListing } = this.#parts;
        if (access.reads) {
            try {
                // GraphQL answers for several names at once, so it is also asked in lower case.
                const pages = graphqlListing.list(withLowerCase(names), { withStatuses: history !== undefined });
                for await (const { entries, isLast } of pages)
                    yield { entries: takeUnseen(entries, seen), isLast };
                return;
            }
            catch (error) {
                if (!isGraphqlRefusal(error))
                    throw error;
                access.refused(error);
            }
        }
        let left = history === undefined ? Infinity : maxHistory.rest;
        for (const environment of names) {
            for await (const { entries, isLast } of this.#parts.deployments.pages({ environment, task: history?.task })) {
                const unseen = takeUnseen(entries, seen);
                const listed = history === undefined ? await this.#withNewestStatuses(unseen) : unseen;
                yield { entries: listed, isLast };
                left -= unseen.length;
                if (left <= 0)
                    return;
            }
        }
    }
    /**
     * Reads the statuses of a listed deployment, as far as they decide how it went. Returns `undefined` if it was
     * deleted.
     */
    async withStatuses(listed) {
        const id = listed.id ?? (await this.#parts.deployments.records([listed])).get(listed.nodeId)?.id;
        if (id === undefined)
            return undefined;
        return orMissing(async () => {
            const statuses = [];
            let read = listed;
            for await (const { entries, isLast } of this.#parts.statuses.pages(id)) {
                statuses.push(...entries);
                read = { ...withStatusFields(listed, statuses), hasMoreStatuses: !isLast };
                if (!(0,domain_history/* needsMoreStatuses */.N2)(read))
                    break;
            }
            return read;
        });
    }
    /** Returns the newest page of an environment. If GraphQL refuses, returns the newest deployments of the task. */
    newestOfEnvironment(where, options) {
        return this.#parts.access.orRest(async () => {
            const { entries, isLast } = await this.#readBySpelling(where, options, name => this.#parts.graphqlListing.page(withLowerCase([name]), options));
            return { deployments: entries, of: 'environment', isAll: isLast };
        }, async () => this.#oneByOne(await this.#newestOf(where, options), options));
    }
    /** Returns the newest 100 deployments of a task. REST filters by task, and GraphQL returns the states. */
    async newestOfTask(where, options) {
        const newest = await this.#newestOf(where, options);
        return this.#parts.access.orRest(async () => {
            const ids = newest.entries.map(({ nodeId }) => nodeId);
            const nodes = ids.length === 0 ? [] : await this.#parts.graphqlListing.nodes(ids, options);
            const deployments = nodes.flatMap((node, place) => {
                const record = newest.entries[place];
                return node === undefined || record === undefined ? [] : [{ ...node, id: record.id, ref: record.ref }];
            });
            return { deployments, of: 'task', isAll: newest.isLast };
        }, () => this.#oneByOne(newest, options));
    }
    #newestOf(where, options) {
        const { task } = where;
        return this.#readBySpelling(where, options, environment => this.#parts.deployments.newest({ environment, task }, options));
    }
    /** Reads a page. An empty page is read again with another spelling, unless the environment may be new. */
    #readBySpelling({ environment }, { mayBeNew = false }, read) {
        return this.#parts.environments.readBySpelling(environment, read, ({ entries }) => mayBeNew || entries.length > 0);
    }
    /** Reads the statuses of the newest 20 deployments of a list. */
    async #oneByOne(newest, options) {
        const deployments = await this.#withNewestStatuses(newest.entries.slice(0, maxOneByOne), options);
        return { deployments, of: 'task', isAll: newest.isLast && deployments.length === newest.entries.length };
    }
    /** Reads the statuses of deployments one by one. Leaves out those that were deleted meanwhile. */
    async #withNewestStatuses(records, { untilSuccess = false, withinMs } = {}) {
        const listed = [];
        for (const record of records) {
            const statuses = await orMissing(() => this.#parts.statuses.newest(record.id, { withinMs }));
            if (statuses === undefined)
                continue;
            const one = withStatusFields(record, statuses);
            listed.push(one);
            if (untilSuccess && (0,domain_history/* wasGood */.x3)(one))
                break;
        }
        return listed;
    }
    /** Reads one deployment, its environment and a few other deployments in one request. */
    async look(deployment, scope) {
        try {
            if (this.#parts.access.reads)
                return await this.#parts.graphqlListing.look(deployment, scope, lookTimeLimits);
        }
        catch (error) {
            // REST may still work if GraphQL fails, even because of GraphQL's own rate limit.
            if (!(error instanceof messages_problem/* GitHubProblem */.Jy) || error.answer.limit === 'secondary')
                throw error;
            this.#parts.access.refused(error);
        }
        const statuses = await this.#parts.statuses.newest(deployment.id, lookTimeLimits);
        const { state, environmentUrl, states = [] } = withStatusFields(deployment, statuses);
        return { state, environmentUrl, succeeded: states.includes('success'), also: [] };
    }
}
/** Returns a deployment with the fields that its statuses decide. They are listed newest first. */
function withStatusFields(deployment, statuses) {
    const [latest] = statuses;
    return {
        ...deployment,
        state: latest?.state,
        logUrl: latest?.logUrl,
        statusDescription: latest?.description,
        environmentUrl: statuses.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl,
        states: statuses.map(({ state }) => state)
    };
}
/** Returns the deployments that are not in `seen`, and adds them. */
function takeUnseen(entries, seen) {
    const unseen = entries.filter(({ nodeId }) => !seen.has(nodeId));
    for (const { nodeId } of unseen)
        seen.add(nodeId);
    return unseen;
}

;// CONCATENATED MODULE: ../github/pull-requests.ts





const commitsFields = `
  pageInfo { hasNextPage endCursor }
  nodes { commit { oid } }`;
const openQuery = `
query OpenPullRequests($owner: String!, $repo: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number headRefOid headRefName isCrossRepository
        potentialMergeCommit { oid }
        commits(first: 100) { ${commitsFields} }
        timelineItems(last: 100, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
          nodes { ... on HeadRefForcePushedEvent { beforeCommit { oid } } }
        }
      }
    }
  }
}`;
const commitsQuery = `
query CommitsOf($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { commits(first: 100, after: $after) { ${commitsFields} } }
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
    /**
     * Returns the head commit of a pull request.
     * https://docs.github.com/rest/pulls/pulls#get-a-pull-request
     */
    head(number) {
        return this.#client.read({
            doing: `find the head of pull request #${number}`,
            path: '/pulls/{pull_number}',
            parameters: { pull_number: number },
            parse: data => (0,domain_json/* textAt */.$6)(data, 'head', 'sha')
        });
    }
    open() {
        return this.#access.orRest(async () => ({ open: await this.#readByGraphql(), hasReplacedHeads: true }), async () => ({ open: await this.#readByRest().catch(notReadable), hasReplacedHeads: false }));
    }
    async #readByGraphql() {
        const open = [];
        const doing = 'read the open pull requests';
        const pages = graphqlPages(doing, after => this.#client.read({
            doing,
            ...graphqlRequest(openQuery, { ...this.#client.repository, first: pullRequestsPerPage, after }),
            parse: data => graphqlPageFrom((0,domain_json/* valueAt */.fK)(data, 'data', 'repository', 'pullRequests'), pullRequestFrom)
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
        return graphqlPages(doing, async (after) => after === undefined
            ? first
            : this.#client.read({
                doing,
                ...graphqlRequest(commitsQuery, { ...this.#client.repository, number, after }),
                parse: data => commitsFrom((0,domain_json/* valueAt */.fK)(data, 'data', 'repository', 'pullRequest', 'commits'))
            }));
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
                const shaOf = (entry) => (0,domain_json/* textAt */.$6)(entry, 'sha');
                for await (const page of this.#list(path, { pull_number: number }, shaOf))
                    all.push(...page.entries);
                open.push({ number, branch, commits: all });
            }
        }
        return open;
    }
    #list(path, parameters, parseEntry) {
        return restPages(this.#client, { doing: 'read the open pull requests', path, parameters, parseEntry });
    }
}
function notReadable(error) {
    if (!(error instanceof messages_problem/* GitHubProblem */.Jy) || ![403, 404].includes(error.answer.status))
        throw error;
    throw (0,messages_teardown/* pullRequestsNotReadable */.DH)(error);
}
function pullRequestFrom(node) {
    const number = (0,domain_json/* numberAt */.tk)(node, 'number');
    const first = commitsFrom((0,domain_json/* valueAt */.fK)(node, 'commits'));
    if (number === undefined || first === undefined)
        return undefined;
    const heads = [(0,domain_json/* textAt */.$6)(node, 'headRefOid'), (0,domain_json/* textAt */.$6)(node, 'potentialMergeCommit', 'oid'), ...replaced(node)];
    const branch = (0,domain_json/* valueAt */.fK)(node, 'isCrossRepository') === true ? undefined : (0,domain_json/* textAt */.$6)(node, 'headRefName');
    return { pullRequest: { number, branch, commits: heads.filter(sha => sha !== undefined) }, first };
}
/** Returns the head before each force push, which may still be deployed until the new head is. */
function replaced(node) {
    const pushes = (0,domain_json/* valueAt */.fK)(node, 'timelineItems', 'nodes');
    return Array.isArray(pushes) ? pushes.map((push) => (0,domain_json/* textAt */.$6)(push, 'beforeCommit', 'oid')) : [];
}
const commitsFrom = (connection) => graphqlPageFrom(connection, node => (0,domain_json/* textAt */.$6)(node, 'commit', 'oid'));
/** Reads a pull request in the format of the REST API, with its head and GitHub's test merge as commits. */
function pullRequestFromRest(entry) {
    const number = (0,domain_json/* numberAt */.tk)(entry, 'number');
    if (number === undefined)
        return undefined;
    const shas = [(0,domain_json/* textAt */.$6)(entry, 'head', 'sha'), (0,domain_json/* textAt */.$6)(entry, 'merge_commit_sha')];
    const home = (0,domain_json/* numberAt */.tk)(entry, 'head', 'repo', 'id');
    const isHere = home !== undefined && home === (0,domain_json/* numberAt */.tk)(entry, 'base', 'repo', 'id');
    const branch = isHere ? (0,domain_json/* textAt */.$6)(entry, 'head', 'ref') : undefined;
    return { number, branch, commits: shas.filter(sha => sha !== undefined) };
}

;// CONCATENATED MODULE: ../github/writes.ts






/** Time limits for a write while others wait. */
const awaited = { unansweredMs: 60_000 };
/** GraphQL demands that something is read. This is always `null`. */
const nothing = 'clientMutationId';
/**
 * Writes to many deployments in one GraphQL request. REST handles the deployments that GraphQL refuses or does not
 * find, and decides if a deployment was deleted.
 */
class Writes {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * Sets deployments to a final state.
     * https://docs.github.com/graphql/reference/mutations#createdeploymentstatus
     */
    end(batch, end, options = {}) {
        const { state, description, logUrl, withPayloads = false } = end;
        const change = {
            doing: `set deployments of ${environmentOf(batch)} to ${state}`,
            name: state === 'inactive' ? 'Deactivate' : 'End',
            variables: { description, logUrl },
            fieldFor: id => `createDeploymentStatus(input: { deploymentId: ${id}, state: ${state.toUpperCase()}, description: $description, logUrl: $logUrl, autoInactive: false })`,
            selection: withPayloads ? 'deploymentStatus { deployment { payload } }' : nothing,
            isDone: current => current?.state === state,
            byRest: (id, terms) => this.#parts.statuses.add({ id }, end, terms)
        };
        return this.#write(batch, change, options);
    }
    /**
     * Deletes deployments that are not active.
     * https://docs.github.com/graphql/reference/mutations#deletedeployment
     */
    delete(batch, options = {}) {
        const change = {
            doing: `delete deployments of ${environmentOf(batch)}`,
            name: 'Delete',
            variables: {},
            fieldFor: id => `deleteDeployment(input: { id: ${id} })`,
            selection: nothing,
            isDone: current => current === undefined,
            byRest: (id, terms) => this.#parts.deployments.delete(id, terms)
        };
        return this.#write(batch, change, options);
    }
    /** @throws GitHubProblem if no further write can succeed */
    async *#write(batch, change, { mayBeDone = false, isAwaited = false }) {
        const { access } = this.#parts;
        const terms = { ...(isAwaited && awaited), mayBeDone };
        const refused = access.writes
            ? yield* this.#byGraphql(batch, change, terms)
            : batch.map(deployment => asRefused(deployment, mayBeDone));
        for await (const written of this.#byRest(refused, change, terms)) {
            // If GraphQL wrote none of the batch and REST writes one, GraphQL is not used for further writes.
            if (written.result === 'done' && refused.length === batch.length)
                access.writes = false;
            yield written;
        }
    }
    /** Writes a batch with one request. Returns the deployments about which REST decides. */
    async *#byGraphql(batch, change, terms) {
        const done = [];
        const write = this.#batchWrite(batch, change, terms, those => done.push(...those));
        const results = await this.#parts.client.write(write, terms).catch(asProblem);
        yield* done.map(deployment => ({ deployment, result: 'done' }));
        if (!(results instanceof messages_problem/* GitHubProblem */.Jy)) {
            yield* results.filter(one => one.result !== 'refused');
            return results.filter(one => one.result === 'refused');
        }
        const left = batch.filter(deployment => !done.includes(deployment));
        if (!isGraphqlRefusal(results)) {
            yield* left.map(deployment => notWritten(deployment, results));
            this.#demandMore(results);
            return [];
        }
        this.#parts.access.writes = false;
        const mayBeDone = terms.mayBeDone === true || results.answer.mayBeDone === true;
        return left.map(deployment => asRefused(deployment, mayBeDone));
    }
    /**
     * Returns the write of a batch: one GraphQL request with a mutation for each deployment. Mutations run one after
     * another, and GitHub does not roll them back together. If the answer does not show which mutations ran, the states
     * of the deployments do. Only the remaining mutations are then sent again.
     *
     * @param onDone called with deployments if a check shows that the change was made. They are not sent again.
     */
    #batchWrite(batch, change, terms, onDone) {
        const ids = batch.map(({ nodeId }) => nodeId);
        const variables = { ...change.variables, ...Object.fromEntries(ids.map((id, place) => [`id${place}`, id])) };
        return {
            doing: change.doing,
            ...graphqlRequest(documentOf(change, batch.length), variables),
            isPartial: () => true,
            parse: (data, headers) => resultsOf(batch, terms.mayBeDone === true, data, headers),
            check: async () => {
                const current = await this.#parts.graphqlListing.nodes(ids, terms);
                const isDone = (_, place) => change.isDone(current[place]);
                onDone(batch.filter(isDone));
                const rest = batch.filter((one, place) => !isDone(one, place));
                if (rest.length === 0)
                    return { value: [] };
                return { value: undefined, rest: this.#batchWrite(rest, change, { ...terms, mayBeDone: true }, onDone) };
            }
        };
    }
    async *#byRest(refused, change, terms) {
        const unknown = refused.map(({ deployment }) => deployment).filter(({ id }) => id === undefined);
        const records = await this.#parts.deployments.records(unknown, terms).catch(asProblem);
        if (records instanceof messages_problem/* GitHubProblem */.Jy) {
            yield* refused.map(({ deployment }) => notWritten(deployment, records));
            this.#demandMore(records);
            return;
        }
        for (const one of refused) {
            const { deployment, mayBeDone } = one;
            const limits = one === refused.at(-1) ? terms : awaited;
            const id = deployment.id ?? records.get(deployment.nodeId)?.id;
            const result = await this.#oneByRest(id, change, { ...limits, mayBeDone }).catch(asProblem);
            if (result instanceof messages_problem/* GitHubProblem */.Jy) {
                yield notWritten(deployment, result);
                this.#demandMore(result);
            }
            else
                yield { deployment, result };
        }
    }
    /**
     * Writes to one deployment. If REST does not know its id or does not find it, it was deleted: by somebody else, or by
     * an earlier request.
     */
    async #oneByRest(id, change, terms) {
        const missing = (mayBeDone) => (mayBeDone && change.isDone(undefined) ? 'done' : 'gone');
        if (id === undefined)
            return missing(terms.mayBeDone === true);
        try {
            await change.byRest(id, terms);
            return 'done';
        }
        catch (error) {
            // GitHub also answers "not found" to a token that can read the deployment but not change it.
            if (!(0,messages_problem/* isNotFound */.c4)(error) || !(await this.#parts.deployments.isGone(id)))
                throw error;
            return missing(terms.mayBeDone === true || error.answer.mayBeDone === true);
        }
    }
    /** @throws the error if it means that no further write can succeed */
    #demandMore(problem) {
        if ((0,messages_problem/* isForAll */.z)(problem) || this.#parts.client.leftMs <= 0)
            throw problem;
    }
}
const environmentOf = ([first]) => first?.environment ?? '';
const asRefused = (deployment, mayBeDone) => ({
    deployment,
    result: 'refused',
    mayBeDone
});
/** Returns a GraphQL document with the mutation for each deployment of a batch. */
function documentOf({ name, variables, fieldFor, selection }, count) {
    const places = Array.from({ length: count }, (_, place) => place);
    const shared = Object.keys(variables).map(variable => `$${variable}: String!`);
    const own = places.map(place => `$id${place}: ID!`);
    const fields = places.map(place => `m${place}: ${fieldFor(`$id${place}`)} { ${selection} }`);
    return `mutation ${name}(${[...shared, ...own].join(', ')}) {\n  ${fields.join('\n  ')}\n}`;
}
/** Returns the result of each mutation in an answer. */
function resultsOf(batch, mayBeDone, data, headers) {
    const answered = (0,domain_json/* valueAt */.fK)(data, 'data');
    if (!(0,domain_json/* isObject */.Gv)(answered))
        return undefined;
    const errors = graphqlErrors(data);
    return batch.map((deployment, place) => {
        const answer = answered[`m${place}`];
        if ((0,domain_json/* isObject */.Gv)(answer))
            return { deployment: withPayload(deployment, answer), result: 'done' };
        const error = errors.find(({ path }) => path === `m${place}` || path.startsWith(`m${place}.`)) ?? errors[0];
        // REST would reject an invalid value, too.
        if (error?.type !== 'UNPROCESSABLE')
            return asRefused(deployment, mayBeDone);
        const requestId = (0,domain_json/* textAt */.$6)(headers, 'x-github-request-id');
        const why = requestId === undefined ? error.message : `${error.message} [request ${requestId}]`;
        return { deployment, result: 'failed', why };
    });
}
/** Returns a deployment with the payload in an answer, if it is there. */
function withPayload(deployment, answer) {
    const payload = (0,domain_json/* valueAt */.fK)(answer, 'deploymentStatus', 'deployment', 'payload');
    return payload === undefined ? deployment : { ...deployment, payload: (0,domain_deployment/* decodedPayload */.p_)(payload) };
}
/** Returns an error of GitHub. @throws any other error */
function asProblem(error) {
    if (error instanceof messages_problem/* GitHubProblem */.Jy)
        return error;
    throw error;
}
const notWritten = (deployment, problem) => ({
    deployment,
    result: (0,messages_problem/* isUnanswered */.Ni)(problem) ? 'unanswered' : 'failed',
    why: (0,messages_problem/* explain */.WE)(problem)
});

;// CONCATENATED MODULE: ../github/github.ts









/** Connects the parts of this room. Each implements one topic of the port. */
function connected(client) {
    const access = new GraphqlAccess();
    const deployments = new Deployments(client);
    const statuses = new Statuses(client);
    const environments = new Environments(client, deployments);
    const graphqlListing = new GraphqlListing(client);
    const parts = { client, access, deployments, statuses, environments, graphqlListing };
    return {
        get now() {
            return client.ourNow + client.githubAheadMs;
        },
        get requests() {
            return client.sent;
        },
        creation: new Creation(client, deployments, statuses),
        deployments,
        statuses,
        commits: new Commits(client),
        listing: new Listing(parts),
        writes: new Writes(parts),
        environments,
        pullRequests: new PullRequests(client, access)
    };
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
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

// EXTERNAL MODULE: ./exec.ts
var exec = __nccwpck_require__(574);
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
        warn((0,job/* eventFileUnreadable */.o0)({ isInvalidJson: error instanceof SyntaxError, code }));
        return { ...event, payload: {} };
    }
}
/**
 * Returns the proxy for a URL, by the rules of `@actions/http-client`. The parser in that package rejects a password
 * with a bare `%`. It also reads `localhost` in `localhost:3128` as a protocol.
 */
function proxyFor(env, url) {
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const proxy = variable(env, name) || variable(env, name.toUpperCase());
    if (proxy === '' || checkBypass(url))
        return undefined;
    return URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`) ?? undefined;
}
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
        throw (0,creating/* noCheckout */.K5)();
    }
};
/** Returns the system clock. Its `sleep` rejects when the job is cancelled. */
const clockUntil = (cancelled) => ({
    now: () => Date.now(),
    sleep: (milliseconds, closed) => new Promise((resolve, reject) => {
        const ends = closed === undefined ? cancelled : AbortSignal.any([cancelled, closed]);
        const stop = () => {
            clearTimeout(timer);
            reject(new messages_problem/* Cancelled */.cJ());
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
        return (this.#core ??= __nccwpck_require__.e(/* import() */ 322).then(__nccwpck_require__.bind(__nccwpck_require__, 322)));
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
        this.#with(core => core[note.level](safeForLog(`${note.text}${(0,messages_problem/* linkTo */.uM)(note, this.#actionUrl)}`)));
    }
    error(error) {
        const link = error instanceof messages_problem/* Problem */.AF ? (0,messages_problem/* linkTo */.uM)(error, this.#actionUrl) : '';
        this.#with(core => core.error(safeForLog(`${(0,messages_problem/* explain */.WE)(error)}${link}`)));
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
        this.note((0,job/* commandFileNotWritten */.wN)({ what, why }));
    }
}

;// CONCATENATED MODULE: ../phase.ts









/** Time for a pending write after a cancellation, in milliseconds. The runner sends SIGINT and waits 7.5 seconds. */
const cancelGraceMs = 6000;
/** Runs main with the operation, or post, which ends it after the job. Prints the error, and returns the exit code. */
async function runPhase({ phase, env, eventPath, cancelled }) {
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
                // Main reports a mistyped `api-url` soon. Post keeps trying: a missing final state is worse than a late one.
                unknownHostMs: isPost ? Infinity : 20_000,
                cancelled,
                cancelGraceMs,
                onAllSent: () => void runner.getReady(),
                onAnswer: ({ doing, tookMs, status, requestId }) => runner.debug(`${status === 0 ? 'no answer' : status} in ${tookMs} ms: ${doing}${requestId === undefined ? '' : ` [${requestId}]`}`),
                onTokenReplaced: () => runner.note({ ...(0,job/* tokenReplaced */.kG)(), level: isPost ? 'info' : 'warning' }),
                onWait: (why, wait) => runner.info(`${why} Trying again in ${(0,domain_deployment/* duration */.p0)(wait)}.`)
            });
            clients.push(client);
            return connected(client);
        };
        const event = readEvent(env, eventPath, note => runner.note(note));
        const surroundings = { runner, workspace: workspace, clock, run, event, cancelled, connect };
        await (isPost ? post(surroundings) : main(surroundings));
        return 0;
    }
    catch (error) {
        if (error instanceof messages_problem/* Cancelled */.cJ)
            runner.info((0,messages_problem/* explain */.WE)(error));
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
        cancelled.abort(new messages_problem/* Cancelled */.cJ());
};
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, stop);
// If the process ends early for any reason, it has failed.
process.exitCode = 1;
void runPhase({ phase, env: process.env, eventPath: eventPath, cancelled: cancelled.signal }).then(code => {
    process.exitCode = code;
});

module.exports = __webpack_exports__;
/******/ })()
;
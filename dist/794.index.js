"use strict";
exports.id = 794;
exports.ids = [794];
exports.modules = {

/***/ 2949:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LX: () => (/* binding */ whyNotUpdated),
/* harmony export */   Zz: () => (/* binding */ mayHaveSiblings),
/* harmony export */   a2: () => (/* binding */ describeRefusal),
/* harmony export */   jI: () => (/* binding */ byAge),
/* harmony export */   nN: () => (/* binding */ outlivesItsAttempt),
/* harmony export */   q4: () => (/* binding */ chooseOwn),
/* harmony export */   yn: () => (/* binding */ madeByOthers)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(289);
/* harmony import */ var _maker_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8396);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8097);



/** Sorts deployments, the newest first. */
const byAge = (one, other) => other.deployment.createdAt.localeCompare(one.deployment.createdAt) || other.deployment.id - one.deployment.id;
/**
 * Chooses among the deployments that this run made in any attempt. Deployments of this very job come first. If all have
 * the same task and commit, it takes the newest one, which always belongs to the newest attempt.
 *
 * @param candidates the newest first
 */
function chooseOwn(candidates, run) {
    const ofRun = candidates.filter(({ maker, record }) => record === undefined && (0,_maker_js__WEBPACK_IMPORTED_MODULE_0__/* .isByRun */ .Px)(maker, run));
    const ofJob = ofRun.filter(({ maker }) => (0,_maker_js__WEBPACK_IMPORTED_MODULE_0__/* .isByJob */ .b_)(maker, run));
    if (ofJob.length > 1 && ofJob.some(({ maker }) => !(0,_maker_js__WEBPACK_IMPORTED_MODULE_0__/* .isNumbered */ .Dr)(maker, run))) {
        return { kind: 'several', candidates: ofJob };
    }
    const left = ofJob.length > 0 ? ofJob : ofRun;
    const [chosen, ...others] = left;
    if (chosen === undefined)
        return undefined;
    const isAlike = ({ deployment: { task, sha } }) => task === chosen.deployment.task && sha === chosen.deployment.sha;
    return others.every(isAlike) ? { kind: 'one', chosen, others } : { kind: 'several', candidates: left };
}
/** Milliseconds during which a replica may not show all deployments that several jobs create at the same time. */
const siblingDelayMs = 60_000;
/**
 * Whether another job of this run made the deployment so recently that its siblings may not be visible yet.
 *
 * @param now milliseconds, GitHub's clock
 */
const mayHaveSiblings = ({ deployment, maker }, run, now) => !(0,_maker_js__WEBPACK_IMPORTED_MODULE_0__/* .isByJob */ .b_)(maker, run) && now - Date.parse(deployment.createdAt) < siblingDelayMs;
/** Returns the deployments that somebody else made, the newest first, without GitHub's own records. */
const madeByOthers = (candidates, run) => candidates.filter(({ maker, record }) => record === undefined && !(0,_maker_js__WEBPACK_IMPORTED_MODULE_0__/* .isByRun */ .Px)(maker, run));
/**
 * Returns why `update` must not change somebody else's deployment: it has ended, or its own or another run works on it.
 *
 * @param candidate with its statuses
 */
function whyNotUpdated({ deployment, maker, statuses }, run) {
    const latest = statuses?.[0];
    if (latest !== undefined && (0,_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isFinal */ .dR)(latest.state)) {
        return { kind: 'ended', state: latest.state, at: latest.createdAt };
    }
    if (maker.operation === 'deploy')
        return inUseBy(maker.runId);
    if (latest?.state !== 'in_progress')
        return undefined;
    const worker = (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runIdOf */ .SR)(latest.logUrl, run);
    // The older form of a job's URL does not name its run.
    if (worker === undefined)
        return isOthersJob(latest.logUrl, run) ? inUseBy() : undefined;
    // Only our own payload shows that a run made the deployment for other runs to work on.
    const isHandedOver = worker === maker.runId && !(0,_maker_js__WEBPACK_IMPORTED_MODULE_0__/* .hasForeignPayload */ .Db)(deployment);
    return worker === run.runId || isHandedOver ? undefined : inUseBy(worker);
}
/** Describes a refusal: `ended as success 21h ago`. @param now milliseconds, GitHub's clock */
function describeRefusal(refusal, now) {
    if (refusal.kind === 'ended')
        return `ended as ${refusal.state} ${(0,_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(now - Date.parse(refusal.at))} ago`;
    return `${refusal.runId === undefined ? 'another run' : `run ${refusal.runId}`} is working on it`;
}
const inUseBy = (runId) => ({ kind: 'in use', runId });
function isOthersJob(logUrl, run) {
    const page = (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .logPageOf */ .NB)(logUrl, run);
    return page !== undefined && page.checkRunId !== run.checkRunId;
}
/**
 * Whether `wait` may take a deployment that an earlier attempt of this run made. A re-run repeats failed and lost jobs.
 * So only a successful deployment counts, or a deployment that `create` made and nobody has ended.
 *
 * @param candidate with its statuses
 */
function outlivesItsAttempt({ maker, statuses }) {
    // Stryker disable next-line ArrayDeclaration: an entry that is not a status has no state, so it counts as none.
    const [latest, ...earlier] = (statuses ?? []).map(({ state }) => state);
    if (!(0,_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isFinal */ .dR)(latest))
        return maker.operation === 'create';
    // A deployment that is inactive after a success was superseded.
    return latest === 'success' || (latest === 'inactive' && earlier.includes('success'));
}


/***/ }),

/***/ 2506:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ withStatuses),
/* harmony export */   j: () => (/* binding */ Candidates)
/* harmony export */ });
/* harmony import */ var _domain_choice_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2949);
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(289);
/* harmony import */ var _domain_maker_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8396);
/* harmony import */ var _domain_match_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4977);




/** Maximum number of deployments with a custom payload whose first status is read to find out who made them. */
const maxStatusReads = 10;
/** Deployments that the inputs may refer to, as far as they were read. */
class Candidates {
    wanted;
    #ports;
    #ids = new Set();
    /** Newest first. */
    #forCommit = [];
    #forOtherCommits = [];
    /** Commit that `ref` is or points to. */
    #sha;
    #asksLeft = maxStatusReads;
    constructor(wanted, ports) {
        this.wanted = wanted;
        this.#ports = ports;
        if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isSha */ .HH)(wanted.ref))
            this.#sha = wanted.ref.toLowerCase();
    }
    /**
     * Reads all deployments for the commit. If this run made none of them and `orAnyCommit` is set, also reads the newest
     * hundred for any commit.
     */
    static async read(wanted, ports) {
        const candidates = await Candidates.#readAs(wanted, ports);
        if (candidates.#ids.size > 0)
            return candidates;
        // GitHub's lists may be case-sensitive, although environment names are not.
        const environment = await ports.github.spelling(wanted.environment);
        return environment === undefined ? candidates : Candidates.#readAs({ ...wanted, environment }, ports);
    }
    static async #readAs(wanted, ports) {
        const candidates = new Candidates(wanted, ports);
        await candidates.#takeForCommit(await candidates.#listForCommit());
        if (wanted.orAnyCommit && candidates.own === undefined)
            await candidates.readNewest();
        return candidates;
    }
    /** Choice among the deployments that this run made. */
    get own() {
        const { run } = this.#ports;
        return (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .chooseOwn */ .q4)(this.#forCommit, run) ?? (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .chooseOwn */ .q4)(this.#forOtherCommits, run);
    }
    /** GitHub's own records for other jobs, newest first. */
    get othersRecords() {
        return this.#forCommit.filter(({ record }) => record === 'another job');
    }
    /** Whether GitHub's own record for this job was skipped. */
    get isBesideJobsOwn() {
        return this.#forCommit.some(({ record }) => record === 'this job');
    }
    /** Adds missing deployments from the newest hundred of the environment and task. A replica may have lagged behind. */
    async readNewest() {
        const fresh = (await this.#newest(this.#filter)).filter(({ id }) => !this.#ids.has(id));
        const wanted = { ref: this.wanted.ref, sha: this.#sha };
        const isWanted = (deployment) => (0,_domain_match_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfCommit */ .l)(deployment, wanted);
        await this.#takeForCommit(fresh.filter(isWanted));
        if (!this.wanted.orAnyCommit || (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .chooseOwn */ .q4)(this.#forCommit, this.#ports.run) !== undefined)
            return;
        // This action always sets a description, so the statuses of a custom payload without one are not read.
        const others = fresh.filter(each => !isWanted(each) && (each.description !== '' || !(0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_3__/* .hasForeignPayload */ .Db)(each)));
        this.#forOtherCommits = [...this.#forOtherCommits, ...(await this.#identified(others))].sort(_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .byAge */ .jI);
    }
    /** Returns the newest deployment that somebody else made for the commit, with its statuses. */
    async newestOfOthers() {
        const [newest] = (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .madeByOthers */ .yn)(this.#forCommit, this.#ports.run);
        if (newest === undefined || newest.statuses !== undefined)
            return newest;
        const withRecord = await withStatuses(newest, this.#ports);
        // Its statuses had not been read, so it may turn out to be GitHub's own record for a job.
        this.#forCommit = this.#forCommit.map(each => (each === newest ? withRecord : each));
        return withRecord.record === undefined ? withRecord : undefined;
    }
    /** Returns the newest hundred deployments of the commit in any environment and of any task. Sends one request. */
    async elsewhere() {
        return this.#newest(this.#sha === undefined ? { ref: this.wanted.ref } : { sha: this.#sha });
    }
    get #filter() {
        const { environment, task } = this.wanted;
        return { environment, task };
    }
    /** Lists deployments created with the name of the branch or tag, or with the commit that it points to. */
    async #listForCommit() {
        const { ref } = this.wanted;
        if (this.#sha !== undefined)
            return this.#all({ sha: this.#sha });
        const pointedAt = async () => {
            this.#sha = await this.#ports.github.commit(ref);
            return this.#sha === undefined ? [] : this.#all({ sha: this.#sha });
        };
        return (await Promise.all([this.#all({ ref }), pointedAt()])).flat();
    }
    async #all(by) {
        const all = [];
        for await (const page of this.#ports.github.deployments({ ...by, ...this.#filter }))
            all.push(...page);
        return all;
    }
    async #newest(by) {
        for await (const page of this.#ports.github.deployments(by))
            return page;
        return [];
    }
    async #takeForCommit(deployments) {
        this.#forCommit = [...this.#forCommit, ...(await this.#identified(deployments))].sort(_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .byAge */ .jI);
    }
    async #identified(deployments) {
        const fresh = [...new Map(deployments.map(each => [each.id, each])).values()].filter(({ id }) => !this.#ids.has(id));
        for (const { id } of fresh)
            this.#ids.add(id);
        // GitHub's own records have no description, so they come last.
        const foreign = fresh.filter(_domain_maker_js__WEBPACK_IMPORTED_MODULE_3__/* .hasForeignPayload */ .Db).sort((one, other) => isBare(one) - isBare(other));
        const asked = foreign.slice(0, this.#asksLeft);
        this.#asksLeft -= asked.length;
        const read = asked.map(async ({ id }) => [id, await this.#ports.github.statuses(id)]);
        const statuses = new Map(await Promise.all(read));
        return fresh.map(each => candidateOf(each, statuses.get(each.id), this.#ports.run)).sort(_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .byAge */ .jI);
    }
}
const isBare = ({ description }) => (description === '' ? 1 : 0);
/** Returns the candidate with its statuses. Reads them if necessary. */
const withStatuses = async (candidate, { github, run }) => candidate.statuses === undefined
    ? candidateOf(candidate.deployment, await github.statuses(candidate.deployment.id), run)
    : candidate;
function candidateOf(deployment, statuses, run) {
    const maker = (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_3__/* .makerOf */ .Or)(deployment, statuses, run);
    const latest = statuses?.[0];
    if (latest === undefined)
        return { deployment, maker, statuses };
    const { state, logUrl, description: statusDescription } = latest;
    const record = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .githubsRecordOf */ .ht)({ description: deployment.description, state, logUrl, statusDescription }, run);
    return { deployment, maker, statuses, record };
}


/***/ }),

/***/ 1794:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wait: () => (/* binding */ wait)
});

// EXTERNAL MODULE: ../domain/choice.ts
var choice = __webpack_require__(2949);
// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/maker.ts
var maker = __webpack_require__(8396);
// EXTERNAL MODULE: ../messages/existing-deployment.ts
var existing_deployment = __webpack_require__(8215);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
;// CONCATENATED MODULE: ../messages/waiting.ts

/** The deployment ended as something other than a success. */
const deploymentEndedAs = (ended) => new problem/* Problem */.AF(`${named(ended)} ended as ${ended.state}${described(ended)}`, logOf(ended), 'deployment-ended-as');
/** Somebody deactivated the deployment before it succeeded. */
const inactiveWithoutSuccess = (ended) => new problem/* Problem */.AF(`${named(ended)} became inactive without ever having succeeded${described(ended)}`, logOf(ended), 'inactive-without-success');
/** The deployment still has no status at the timeout. */
const noStatusInTime = (followed) => new problem/* Problem */.AF(`${named(followed)} has not ended within ${followed.timeout}: it is still without any status.`, 'Increase "timeout", or check why it takes so long.', 'no-status-in-time');
/** The deployment has not ended at the timeout. */
const notEndedInTime = (followed) => new problem/* Problem */.AF(`${named(followed)} has not ended within ${followed.timeout}: it is still ${followed.state}${described(followed)}`, `Increase "timeout", or check why it takes so long. ${logOf(followed)}`, 'not-ended-in-time');
/** GitHub fails while `wait` follows the deployment. Keeps the entry of the caught error. */
const followingFailed = ({ id, environment, state, error }) => new problem/* GitHubProblem */.Jy({
    doing: `follow deployment ${id} of ${environment}, last seen ${state ?? 'without any status'}`,
    answer: error.answer
}, error.remedy, error.entry);
/** The deployment succeeded, but it is no longer live. */
const supersededMeanwhile = ({ id, environment }) => (0,problem/* notice */.lm)(`Deployment ${id} of ${environment} succeeded, and has been superseded or taken down since: it is inactive.`, 'superseded-meanwhile');
const named = ({ id, environment }) => `Deployment ${id} of ${environment}`;
const described = ({ description }) => description === '' ? '.' : `: ${description.replace(/\.?$/, '.')}`;
const logOf = ({ logUrl }) => logUrl === '' ? 'None of its statuses has a log URL.' : `Its log: ${logUrl}`;

// EXTERNAL MODULE: ../ports.ts
var ports_0 = __webpack_require__(5255);
// EXTERNAL MODULE: ../operations/candidates.ts
var operations_candidates = __webpack_require__(2506);
// EXTERNAL MODULE: ../operations/job-record.ts
var job_record = __webpack_require__(8787);
// EXTERNAL MODULE: ../operations/target.ts
var operations_target = __webpack_require__(1073);
// EXTERNAL MODULE: ../operations/wanted.ts
var operations_wanted = __webpack_require__(3455);
;// CONCATENATED MODULE: ../operations/wait.ts











/** Waits until a deployment that somebody else made or works on has ended. It may not exist yet. */
async function wait(command, ports) {
    const schedule = new Schedule(command, ports);
    const { deployment, text, guessed } = await awaited(command.target, schedule, ports);
    ports.report.deployment('found', deployment);
    if (text !== '')
        ports.report.info(text);
    await judge(deployment, await end(deployment, schedule, ports), ports);
    // This throws if this run has also made deployments of other tasks meanwhile.
    if (guessed !== undefined)
        await (0,operations_wanted/* takeOwn */.cC)(await operations_candidates/* Candidates */.j.read(guessed, ports), ports);
}
/** Decides when to read again and when to stop. */
class Schedule {
    timeout;
    #interval;
    #until;
    #ports;
    constructor({ timeoutMs, intervalMs }, ports) {
        this.timeout = (0,domain_deployment/* duration */.p0)(timeoutMs);
        this.#interval = intervalMs;
        this.#until = ports.clock.now() + timeoutMs;
        this.#ports = ports;
    }
    /** Waits until the next read. The last read is at the timeout. Returns false if there is no read after it. */
    async next() {
        const { clock } = this.#ports;
        const left = this.#until - clock.now();
        if (left <= 0)
            return false;
        await clock.sleep(Math.min(left, this.#interval));
        return true;
    }
}
async function awaited(target, schedule, ports) {
    switch (target.by) {
        case 'id':
            return { deployment: await (0,operations_target/* deploymentById */.G)(target, ports), text: '' };
        case 'event':
            return { deployment: target.deployment, text: '' };
        case 'commit':
            return appearance(await (0,operations_wanted/* wantedBy */.fy)(target, ports), schedule, ports);
    }
}
async function appearance(wanted, schedule, ports) {
    let isAdvised = false;
    for (let looks = 0;; looks++) {
        const candidates = await operations_candidates/* Candidates */.j.read(wanted, ports);
        if (candidates.isBesideJobsOwn && !isAdvised) {
            isAdvised = true;
            (0,job_record/* adviseOneRecord */.M)(ports, wanted.environment);
        }
        const found = candidates.own === undefined ? await takeOthers(candidates, ports) : await takeThisRuns(candidates, ports);
        if (found !== undefined)
            return found;
        if (looks === 0) {
            const text = `Waiting for a deployment ${(0,operations_wanted/* describeWanted */.$C)(wanted)}. There is none yet.`;
            ports.report.info(text);
        }
        if (await schedule.next())
            continue;
        throw (0,existing_deployment/* noDeploymentToWaitFor */.OE)({
            wanted: (0,operations_wanted/* describeWanted */.$C)(wanted),
            timeout: schedule.timeout,
            hints: await (0,operations_wanted/* hints */.XZ)(candidates, ports)
        });
    }
}
/** Returns this run's deployment as soon as it has one that this attempt does not make again. */
async function takeThisRuns(candidates, ports) {
    const { own, wanted } = candidates;
    const possible = own?.kind === 'several' ? own.candidates : own === undefined ? [] : [own.chosen];
    if (!(await isAnyTakable(possible, ports)))
        return undefined;
    if (own?.kind === 'one' && wanted.task === undefined && (0,choice/* mayHaveSiblings */.Zz)(own.chosen, ports.run, ports.github.now)) {
        await ports.clock.sleep(ports_0/* replicaLagMs */.nX);
        await candidates.readNewest();
    }
    const found = await (0,operations_wanted/* takeOwn */.cC)(candidates, ports);
    return found && { ...found, guessed: wanted.task === undefined ? wanted : undefined };
}
async function isAnyTakable(candidates, ports) {
    for (const candidate of candidates) {
        if ((0,maker/* isByEarlierAttempt */.bl)(candidate.maker, ports.run) === false)
            return true;
        if ((0,choice/* outlivesItsAttempt */.nN)(await (0,operations_candidates/* withStatuses */.V)(candidate, ports)))
            return true;
    }
    return false;
}
/**
 * Returns the newest deployment that somebody else made, whether it has ended or not. If there is none, returns
 * GitHub's own record for another job.
 */
async function takeOthers(candidates, ports) {
    const other = (await candidates.newestOfOthers()) ?? candidates.othersRecords[0];
    return other && { deployment: other.deployment, text: (0,operations_wanted/* describeOther */.kM)(other, ports) };
}
/** Returns the status that ended a deployment, with the newest URLs from all statuses. */
async function end(deployment, schedule, ports) {
    const { id, environment } = deployment;
    let latest;
    try {
        for (;;) {
            const statuses = await ports.github.statuses(id).catch((error) => {
                // A proxy may take longer than one read to restart. If GitHub has answered before, its pages are ignored.
                if (latest !== undefined && error instanceof problem/* GitHubProblem */.Jy && error.answer.isForeign === true)
                    return [];
                throw error;
            });
            for (const status of since(latest, statuses)) {
                const seen = withAddresses(status, statuses);
                if (latest === undefined || saysMore(seen, latest))
                    ports.report.seen(seen);
                latest = seen;
            }
            if (latest !== undefined && (0,domain_deployment/* isFinal */.dR)(latest.state))
                return latest;
            if (await schedule.next())
                continue;
            const { timeout } = schedule;
            if (latest === undefined)
                throw noStatusInTime({ id, environment, timeout });
            throw notEndedInTime({ ...latest, id, environment, timeout });
        }
    }
    catch (error) {
        if (!(error instanceof problem/* GitHubProblem */.Jy))
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
/** Reports the result for this job. @throws Problem if the deployment did not succeed */
async function judge(deployment, last, { github, report }) {
    const { id, environment } = deployment;
    const ended = { ...last, id, environment };
    if (ended.state === 'success')
        return;
    if (ended.state !== 'inactive')
        throw deploymentEndedAs(ended);
    if (!(await github.everSucceeded(deployment)))
        throw inactiveWithoutSuccess(ended);
    report.note(supersededMeanwhile({ id, environment }));
}


/***/ }),

/***/ 3455:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ describeWanted),
/* harmony export */   XZ: () => (/* binding */ hints),
/* harmony export */   cC: () => (/* binding */ takeOwn),
/* harmony export */   fy: () => (/* binding */ wantedBy),
/* harmony export */   kM: () => (/* binding */ describeOther)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(289);
/* harmony import */ var _domain_maker_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8396);
/* harmony import */ var _messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8215);
/* harmony import */ var _candidates_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2506);
/* harmony import */ var _commit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6485);





/** Resolves the commit only once, so that later commits of a pull request do not count. */
async function wantedBy({ environment, task, commit, orAnyCommit }, ports) {
    const ref = await (0,_commit_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveCommit */ .W)(commit, ports);
    return { environment, ref, orAnyCommit, task };
}
/** Returns a phrase such as `in environment "staging" with task "deploy:api" for commit 1a2b3c4`. */
const describeWanted = ({ environment, task, ref }) => {
    const withTask = task === undefined ? '' : ` with task "${task}"`;
    return `in environment "${environment}"${withTask} for ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .isSha */ .HH)(ref) ? `commit ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(ref)}` : `ref "${ref}"`}`;
};
/** Returns this run's deployment if it made any. @throws Problem if the inputs do not tell several apart */
async function takeOwn({ own, wanted }, ports) {
    if (own === undefined)
        return undefined;
    if (own.kind === 'several')
        throw await siblings(own.candidates, wanted, ports);
    return { deployment: own.chosen.deployment, text: describeChoice(own.chosen, own.others, ports) };
}
/** Returns the error for several deployments of this run if the inputs do not tell them apart. */
async function siblings(candidates, { environment }, ports) {
    const most = 10;
    const read = candidates.slice(0, most).map(each => (0,_candidates_js__WEBPACK_IMPORTED_MODULE_3__/* .withStatuses */ .V)(each, ports));
    const deployments = (await Promise.all(read)).map(({ deployment: { id, task, sha }, statuses }) => {
        const state = statuses?.[0]?.state ?? 'no status';
        return `${id} (task ${task}, commit ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(sha)}, ${state})`;
    });
    return (0,_messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .severalDeploymentsOfRun */ .d)({ environment, deployments, more: candidates.length - deployments.length });
}
/** Returns hints about other tasks and environments with deployments, as far as one request shows them. */
async function hints(candidates, { run }) {
    const { environment, task } = candidates.wanted;
    const listed = await candidates.elsewhere().catch(() => undefined);
    if (listed === undefined)
        return '';
    const isHere = (each) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .sameEnvironment */ .iE)(each.environment, environment);
    const tasks = new Set(listed.filter(each => isHere(each) && (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_4__/* .isByRun */ .Px)((0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_4__/* .makerFrom */ .nw)(each.payload, undefined, run), run)).map(each => each.task));
    const environments = new Set(listed.filter(each => task !== undefined || !isHere(each)).map(each => each.environment));
    return [
        tasks.size === 0 ? '' : `This run's deployments there have the task ${[...tasks].join(', ')}. `,
        environments.size === 0
            ? 'This commit has no deployments in other environments. '
            : `This commit has deployments in ${[...environments].join(', ')}. `
    ].join('');
}
/** Describes the chosen deployment. Returns an empty text if it is the only one and from this attempt. */
function describeChoice({ deployment, maker }, others, { run }) {
    const isEarlier = (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_4__/* .isByEarlierAttempt */ .bl)(maker, run) === true;
    if (others.length === 0 && !isEarlier)
        return '';
    const attempt = isEarlier ? ` in attempt ${maker.runAttempt ?? ''}` : '';
    const newer = others.length === 0 ? '' : ` It is newer than ${others.map(each => each.deployment.id).join(', ')}.`;
    return `Deployment ${deployment.id} was made by this run${attempt}.${newer}`;
}
/** Describes who made somebody else's deployment, and when. */
function describeOther({ deployment, maker, record }, { github }) {
    const making = (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_4__/* .describeMaking */ .zP)(deployment, maker, github.now);
    return record === undefined
        ? `Deployment ${deployment.id} was ${making}.`
        : `Deployment ${deployment.id} is GitHub's own record for another job, ${making}.`;
}


/***/ })

};
;
"use strict";
exports.id = 794;
exports.ids = [794];
exports.modules = {

/***/ 2949:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bn: () => (/* binding */ chooseOthers),
/* harmony export */   LX: () => (/* binding */ whyNotUpdated),
/* harmony export */   Zz: () => (/* binding */ mayHaveSiblings),
/* harmony export */   _b: () => (/* binding */ isContentWith),
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
 * Chooses among the deployments that others made for the commit: the newest one, unless they have several tasks.
 *
 * @param candidates the newest first
 */
function chooseOthers(candidates, run) {
    const left = madeByOthers(candidates, run);
    const [chosen, ...others] = left;
    if (chosen === undefined)
        return undefined;
    const isSameTask = others.every(({ deployment }) => deployment.task === chosen.deployment.task);
    return isSameTask ? { kind: 'one', chosen, others } : { kind: 'several', candidates: left };
}
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
/** States that a deployment has passed if it succeeds. */
const passedBySuccess = ['pending', 'queued', 'in_progress'];
/** Whether `wait` is content with a state. A success has passed the states before it, so it counts as them, too. */
const isContentWith = (state, wanted) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isInState */ .v2)(state, wanted) || (state === 'success' && passedBySuccess.some(passed => wanted.includes(passed)));
/**
 * Whether `wait` may take a deployment that an earlier attempt of this run made. A re-run repeats failed and lost jobs.
 * So only a deployment that ended as wanted counts, or a deployment that `create` made and nobody has ended.
 *
 * @param candidate with its statuses
 */
function outlivesItsAttempt({ maker, statuses }, wanted) {
    // Stryker disable next-line ArrayDeclaration: an entry that is not a status has no state, so it counts as none.
    const [latest, ...earlier] = (statuses ?? []).map(({ state }) => state);
    if (!(0,_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isFinal */ .dR)(latest))
        return maker.operation === 'create';
    // A deployment that is inactive after a success was superseded.
    const isSuperseded = latest === 'inactive' && earlier.includes('success');
    return isContentWith(latest, wanted) || (isSuperseded && isContentWith('success', wanted));
}


/***/ }),

/***/ 2506:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ isBesideJobsOwn),
/* harmony export */   Jn: () => (/* binding */ elsewhere),
/* harmony export */   Vd: () => (/* binding */ withStatuses),
/* harmony export */   Z$: () => (/* binding */ isEverDeployed),
/* harmony export */   hG: () => (/* binding */ forCommit),
/* harmony export */   lH: () => (/* binding */ readCandidates),
/* harmony export */   n: () => (/* binding */ readAgain),
/* harmony export */   nd: () => (/* binding */ ownAmong)
/* harmony export */ });
/* harmony import */ var _domain_choice_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2949);
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(289);
/* harmony import */ var _domain_maker_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8396);
/* harmony import */ var _domain_match_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4977);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5255);





/** Maximum number of deployments with a custom payload whose first status is read to find out who made them. */
const maxStatusReads = 10;
/**
 * Reads all deployments for the commit. If this run made none of them and `orAnyCommit` is set, also reads the newest
 * hundred for any commit. If it made none of those either and `orByOthers` is set, finds out what others made.
 */
async function readCandidates(wanted, ports) {
    const candidates = await ports.github.spelled(wanted.environment, environment => readAs({ ...wanted, environment }, ports), ({ all }) => all.length > 0);
    return withOthersRead(candidates, ports);
}
/** Reads the newest hundred deployments after a while, because a replica may have lagged behind. */
async function readAgain(candidates, ports) {
    await ports.clock.sleep(_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .replicaLagMs */ .n);
    return withOthersRead(await withNewest(candidates, ports), ports);
}
/** Returns the candidates for the commit, newest first. */
const forCommit = (candidates) => candidates.all.filter(({ deployment }) => isForCommit(deployment, candidates));
/** Returns the choice among the deployments that this run made. */
const ownAmong = (candidates, run) => (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .chooseOwn */ .q4)(forCommit(candidates), run) ?? (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .chooseOwn */ .q4)(candidates.all, run);
/** Whether GitHub's own record for this job is among the candidates. It is never chosen. */
const isBesideJobsOwn = (candidates) => forCommit(candidates).some(({ record }) => record === 'this job');
/** Returns the candidate with its statuses. Reads them if necessary. */
const withStatuses = async (candidate, { github, run }) => candidate.statuses === undefined
    ? candidateOf(candidate.deployment, await github.statuses(candidate.deployment.id), run)
    : candidate;
/** Returns the newest hundred deployments of the commit in any environment and of any task. Sends one request. */
const elsewhere = ({ wanted, sha }, ports) => listNewest(sha === undefined ? { ref: wanted.ref } : { sha }, ports);
/** Whether the environment and task have a deployment of any commit. Sends one request. */
async function isEverDeployed({ wanted: { environment, task } }, ports) {
    return (await listNewest({ environment, task }, ports)).length > 0;
}
async function listNewest(filter, { github }) {
    for await (const page of github.deployments(filter))
        return page;
    return [];
}
async function readAs(wanted, ports) {
    const { sha, deployments } = await listForCommit(wanted, ports);
    const candidates = await withAdded({ wanted, sha, all: [] }, deployments, ports);
    return isAnyWanted(candidates, ports) ? withNewest(candidates, ports) : candidates;
}
/** Adds what is missing from the newest hundred deployments of the environment and task. */
async function withNewest(candidates, ports) {
    const { environment, task } = candidates.wanted;
    const newest = await listNewest({ environment, task }, ports);
    const ofCommit = newest.filter(each => isForCommit(each, candidates));
    const completed = await withAdded(candidates, ofCommit, ports);
    return isAnyWanted(completed, ports) ? withAdded(completed, newest, ports) : completed;
}
const isForCommit = (deployment, { wanted: { ref }, sha }) => (0,_domain_match_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfCommit */ .l)(deployment, { ref, sha });
/** Whether deployments for other commits count, because this run made none for the commit. */
const isAnyWanted = (candidates, { run }) => candidates.wanted.orAnyCommit && (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .chooseOwn */ .q4)(forCommit(candidates), run) === undefined;
/**
 * Reads the statuses of the newest deployment of each task that somebody else made for the commit. If it turns
 * out to be GitHub's own record for a job, goes on to the next one.
 */
async function withOthersRead(candidates, ports) {
    if (!candidates.wanted.orByOthers || ownAmong(candidates, ports.run) !== undefined)
        return candidates;
    const read = new Map();
    const tasks = new Set();
    for (const candidate of (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .madeByOthers */ .yn)(forCommit(candidates), ports.run)) {
        const { task } = candidate.deployment;
        if (tasks.has(task))
            continue;
        const known = await withStatuses(candidate, ports);
        read.set(candidate, known);
        if ((0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .madeByOthers */ .yn)([known], ports.run).length > 0)
            tasks.add(task);
    }
    return { ...candidates, all: candidates.all.map(each => read.get(each) ?? each) };
}
/** Lists deployments created with the name of the branch or tag, or with the commit that it points to. */
async function listForCommit({ environment, task, ref }, { github }) {
    const listAll = async (by) => {
        const all = [];
        for await (const page of github.deployments({ ...by, environment, task }))
            all.push(...page);
        return all;
    };
    if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .isSha */ .HH)(ref)) {
        const sha = ref.toLowerCase();
        return { sha, deployments: await listAll({ sha }) };
    }
    const listPointedAt = async () => {
        const sha = await github.commit(ref);
        return { sha, deployments: sha === undefined ? [] : await listAll({ sha }) };
    };
    const [named, { sha, deployments }] = await Promise.all([listAll({ ref }), listPointedAt()]);
    return { sha, deployments: [...named, ...deployments] };
}
/** Adds the deployments that are not known yet, and finds out who made them. */
async function withAdded(candidates, deployments, ports) {
    const fresh = new Map(deployments.map(each => [each.id, each]));
    for (const { deployment } of candidates.all)
        fresh.delete(deployment.id);
    const readBefore = candidates.all.filter(each => each.statuses !== undefined && (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_4__/* .hasForeignPayload */ .Db)(each.deployment));
    const foreign = [...fresh.values()]
        // This action always sets a description, so for other commits the statuses are not read without one.
        .filter(each => (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_4__/* .hasForeignPayload */ .Db)(each) && (!isBare(each) || isForCommit(each, candidates)))
        // GitHub's own records have no description, so they come last.
        .sort((one, other) => Number(isBare(one)) - Number(isBare(other)));
    const asked = foreign.slice(0, Math.max(0, maxStatusReads - readBefore.length));
    const read = asked.map(async ({ id }) => [id, await ports.github.statuses(id)]);
    const statuses = new Map(await Promise.all(read));
    const added = Array.from(fresh.values(), each => candidateOf(each, statuses.get(each.id), ports.run));
    return { ...candidates, all: [...candidates.all, ...added].sort(_domain_choice_js__WEBPACK_IMPORTED_MODULE_1__/* .byAge */ .jI) };
}
const isBare = ({ description }) => description === '';
function candidateOf(deployment, statuses, run) {
    const maker = (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_4__/* .makerOf */ .Or)(deployment, statuses, run);
    const latest = statuses?.[0];
    if (latest === undefined)
        return { deployment, maker, statuses };
    const { state, logUrl, description: statusDescription } = latest;
    const record = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .githubsRecordOf */ .ht)({ description: deployment.description, state, logUrl, statusDescription }, run);
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
var domain_maker = __webpack_require__(8396);
// EXTERNAL MODULE: ../messages/existing-deployment.ts
var existing_deployment = __webpack_require__(8215);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
;// CONCATENATED MODULE: ../messages/waiting.ts

/** The deployment ended, but in none of the states that `wait` waits for. */
const deploymentEndedAs = (ended) => {
    const instead = ended.wanted.join() === 'success' ? '' : ` instead of ${ended.wanted.join(' or ')}`;
    const what = `${named(ended)} ended as ${ended.state}${instead}${described(ended)}`;
    return new problem/* Problem */.AF(what, logOf(ended), 'deployment-ended-as');
};
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
/** Nothing appeared within `skip-after`. @param earlier ids of this run's deployments from earlier attempts */
const nothingToWaitFor = ({ wanted, skipAfter, earlier }) => (0,problem/* notice */.lm)(`Found no deployment ${wanted} within ${skipAfter} ("skip-after"), so there is nothing to wait for.${earlier === '' ? '' : ` An earlier attempt made ${earlier}, which does not count.`}`, 'nothing-to-wait-for');
/** Nothing appeared within `skip-after`, and the environment never had a deployment, so its name may be wrong. */
const nothingEverThere = ({ wanted, skipAfter, where, hints }) => (0,problem/* warning */.$e)(`Found no deployment ${wanted} within ${skipAfter} ("skip-after"), and there has never been one of any commit ${where}. Check that the name is right. ${hints}`, 'nothing-ever-there');
/** The deployment succeeded, but it is no longer live. */
const supersededMeanwhile = ({ id, environment }) => (0,problem/* notice */.lm)(`Deployment ${id} of ${environment} succeeded, and has been superseded or taken down since: it is inactive.`, 'superseded-meanwhile');
const named = ({ id, environment }) => `Deployment ${id} of ${environment}`;
const described = ({ description }) => description === '' ? '.' : `: ${description.replace(/\.?$/, '.')}`;
const logOf = ({ logUrl }) => logUrl === '' ? 'None of its statuses has a log URL.' : `Its log: ${logUrl}`;

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
    const schedule = new Schedule(command.timeoutMs, command.intervalMs, ports.clock);
    const found = await awaited(command, ports);
    if (found === undefined)
        return;
    const { deployment, text, guessed } = found;
    ports.report.deployment('found', deployment);
    if (text !== '')
        ports.report.info(text);
    await judge(deployment, await follow(deployment, command.states, schedule, ports), command.states, ports);
    // This throws if this run has also made deployments of other tasks meanwhile.
    if (guessed !== undefined)
        await (0,operations_wanted/* takeOwn */.cC)(await (0,operations_candidates/* readCandidates */.lH)(guessed, ports), ports);
}
/** Decides when to read again and when to stop. */
class Schedule {
    /** Time limit as text. */
    limit;
    #interval;
    #until;
    #clock;
    constructor(limitMs, intervalMs, clock) {
        this.limit = (0,domain_deployment/* duration */.p0)(limitMs);
        this.#interval = intervalMs;
        this.#until = clock.now() + limitMs;
        this.#clock = clock;
    }
    /** Waits until the next read. The last read is at the time limit. Returns false if there is no read after it. */
    async next() {
        const left = this.#until - this.#clock.now();
        if (left <= 0)
            return false;
        await this.#clock.sleep(Math.min(left, this.#interval));
        return true;
    }
}
/** Returns the deployment to wait for, or `undefined` if `skip-after` is over. */
async function awaited(command, ports) {
    const { target } = command;
    switch (target.by) {
        case 'id':
            return { deployment: await (0,operations_target/* deploymentById */.G)(target, ports), text: '' };
        case 'event':
            return { deployment: target.deployment, text: '' };
        case 'commit':
            return appearance(await (0,operations_wanted/* wantedBy */.fy)(target, ports), command, ports);
    }
}
/** Waits until there is a deployment to wait for. */
async function appearance(wanted, { states, timeoutMs, skipAfterMs, intervalMs }, ports) {
    const schedule = new Schedule(skipAfterMs ?? timeoutMs, intervalMs, ports.clock);
    let isAdvised = false;
    for (let looks = 0;; looks++) {
        const candidates = await (0,operations_candidates/* readCandidates */.lH)(wanted, ports);
        if ((0,operations_candidates/* isBesideJobsOwn */.DZ)(candidates) && !isAdvised) {
            isAdvised = true;
            (0,job_record/* adviseOneRecord */.M)(ports, wanted.environment);
        }
        const own = (0,operations_candidates/* ownAmong */.nd)(candidates, ports.run);
        const found = own === undefined ? takeOthers(candidates, ports) : await takeThisRuns(own, candidates, states, ports);
        if (found !== undefined)
            return found;
        if (looks === 0)
            ports.report.info(`Waiting for a deployment ${(0,operations_wanted/* describeWanted */.$C)(wanted)}. There is none yet.`);
        if (await schedule.next())
            continue;
        if (skipAfterMs !== undefined)
            return reportSkipped(candidates, schedule.limit, ports);
        throw (0,existing_deployment/* noDeploymentToWaitFor */.OE)({
            wanted: (0,operations_wanted/* describeWanted */.$C)(wanted),
            timeout: schedule.limit,
            hints: await (0,operations_wanted/* hints */.XZ)(candidates, ports)
        });
    }
}
/** Reports that nothing is waited for. If nothing was ever deployed there, warns that the name may be wrong. */
async function reportSkipped(candidates, skipAfter, ports) {
    const wanted = (0,operations_wanted/* describeWanted */.$C)(candidates.wanted);
    if (candidates.all.length > 0 || (await (0,operations_candidates/* isEverDeployed */.Z$)(candidates, ports))) {
        const own = candidates.all.filter(({ maker, record }) => record === undefined && (0,domain_maker/* isByRun */.Px)(maker, ports.run));
        const earlier = own.map(({ deployment }) => deployment.id).join(', ');
        ports.report.note(nothingToWaitFor({ wanted, skipAfter, earlier }));
        return;
    }
    const where = (0,operations_wanted/* describePlace */.df)(candidates.wanted);
    const elsewhere = (await (0,operations_wanted/* hints */.XZ)(candidates, ports)).trim();
    ports.report.note(nothingEverThere({ wanted, skipAfter, where, hints: elsewhere }));
}
/** Returns this run's deployment as soon as it has one that this attempt does not make again. */
async function takeThisRuns(own, candidates, states, ports) {
    const { wanted } = candidates;
    if (!(await isAnyTakable(own.kind === 'several' ? own.candidates : [own.chosen], states, ports)))
        return undefined;
    const complete = (0,operations_wanted/* mayLackSiblings */.y)(own, wanted, ports) ? await (0,operations_candidates/* readAgain */.n)(candidates, ports) : candidates;
    const found = await (0,operations_wanted/* takeOwn */.cC)(complete, ports);
    return found && { ...found, guessed: wanted.task === undefined ? wanted : undefined };
}
async function isAnyTakable(candidates, states, ports) {
    for (const candidate of candidates) {
        if ((0,domain_maker/* isByEarlierAttempt */.bl)(candidate.maker, ports.run) === false)
            return true;
        if ((0,choice/* outlivesItsAttempt */.nN)(await (0,operations_candidates/* withStatuses */.Vd)(candidate, ports), states))
            return true;
    }
    return false;
}
/**
 * Returns the newest deployment that somebody else made, whether it has ended or not. If there is none, returns
 * GitHub's own record for another job.
 */
function takeOthers(candidates, ports) {
    const [newest] = (0,choice/* madeByOthers */.yn)((0,operations_candidates/* forCommit */.hG)(candidates), ports.run);
    const taken = newest ?? (0,operations_candidates/* forCommit */.hG)(candidates).find(({ record }) => record === 'another job');
    return taken && { deployment: taken.deployment, text: (0,operations_wanted/* describeOther */.kM)(taken, ports) };
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
    if (!(await github.everSucceeded(deployment)))
        throw inactiveWithoutSuccess(ended);
    report.note(supersededMeanwhile({ id, environment }));
}


/***/ }),

/***/ 3455:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ describeWanted),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   XZ: () => (/* binding */ hints),
/* harmony export */   cC: () => (/* binding */ takeOwn),
/* harmony export */   df: () => (/* binding */ describePlace),
/* harmony export */   fy: () => (/* binding */ wantedBy),
/* harmony export */   kM: () => (/* binding */ describeOther),
/* harmony export */   y: () => (/* binding */ mayLackSiblings)
/* harmony export */ });
/* harmony import */ var _domain_choice_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2949);
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(289);
/* harmony import */ var _domain_maker_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8396);
/* harmony import */ var _messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8215);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7791);
/* harmony import */ var _candidates_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2506);
/* harmony import */ var _commit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6485);







/** Resolves the commit only once, so that later commits of a pull request do not count. */
async function wantedBy({ environment, task, commit, orAnyCommit }, ports) {
    const ref = await (0,_commit_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveCommit */ .W)(commit, ports);
    return { environment, ref, orAnyCommit, orByOthers: true, task };
}
/** Returns a phrase such as `in environment "staging" with task "deploy:api" for commit 1a2b3c4`. */
const describeWanted = (wanted) => `${describePlace(wanted)} for ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .isSha */ .HH)(wanted.ref) ? `commit ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .shortRef */ .m3)(wanted.ref)}` : `ref "${wanted.ref}"`}`;
/** Returns a phrase such as `in environment "staging" with task "deploy:api"`. */
const describePlace = ({ environment, task }) => `in environment "${environment}"${task === undefined ? '' : ` with task "${task}"`}`;
/** Returns this run's deployment if it made any. @throws Problem if the inputs do not tell several apart */
async function takeOwn(candidates, ports) {
    const own = (0,_candidates_js__WEBPACK_IMPORTED_MODULE_4__/* .ownAmong */ .nd)(candidates, ports.run);
    if (own === undefined)
        return undefined;
    if (own.kind === 'several') {
        const { environment } = candidates.wanted;
        throw (0,_messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .severalDeploymentsOfRun */ .d)({ environment, deployments: await listed(own.candidates, ports) });
    }
    const { deployment, statuses } = own.chosen;
    return { deployment, statuses, text: describeChoice(own.chosen, own.others, ports) };
}
/** Whether a second look may show siblings of this run's deployment, because other jobs have just started. */
const mayLackSiblings = (own, { task }, { github, run }) => own.kind === 'one' && task === undefined && (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_5__/* .mayHaveSiblings */ .Zz)(own.chosen, run, github.now);
/** Lists candidates with their states for an error. Leaves out those that turn out to be GitHub's own records. */
async function listed(candidates, ports) {
    const most = 10;
    const read = await Promise.all(candidates.slice(0, most).map(each => (0,_candidates_js__WEBPACK_IMPORTED_MODULE_4__/* .withStatuses */ .Vd)(each, ports)));
    const deployments = read.flatMap(({ deployment: { id, task, sha }, statuses, record }) => {
        const state = statuses?.[0]?.state ?? 'no status';
        return record === undefined ? `${id} (task ${task}, commit ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .shortRef */ .m3)(sha)}, ${state})` : [];
    });
    const more = candidates.length - read.length;
    return [...deployments, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
/** Returns hints about other tasks and environments with deployments, as far as one request shows them. */
async function hints(candidates, ports) {
    const { run } = ports;
    const { environment, task } = candidates.wanted;
    const deployments = await (0,_candidates_js__WEBPACK_IMPORTED_MODULE_4__/* .elsewhere */ .Jn)(candidates, ports).catch((error) => {
        if (error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .Cancelled */ .cJ)
            throw error;
        return undefined;
    });
    if (deployments === undefined)
        return '';
    const isHere = (each) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .sameEnvironment */ .iE)(each.environment, environment);
    const isOfRun = ({ payload }) => (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_6__/* .isByRun */ .Px)((0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_6__/* .makerFrom */ .nw)(payload, undefined, run), run);
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
/** Describes the chosen deployment. Returns an empty text if it is the only one and from this attempt. */
function describeChoice({ deployment, maker }, others, { run }) {
    const isEarlier = (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_6__/* .isByEarlierAttempt */ .bl)(maker, run) === true;
    if (others.length === 0 && !isEarlier)
        return '';
    const attempt = isEarlier ? ` in attempt ${maker.runAttempt ?? ''}` : '';
    const newer = others.length === 0 ? '' : ` It is newer than ${others.map(each => each.deployment.id).join(', ')}.`;
    return `Deployment ${deployment.id} was made by this run${attempt}.${newer}`;
}
/** Describes who made somebody else's deployment, and when. */
function describeOther({ deployment, maker, record }, { github }) {
    const making = (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_6__/* .describeMaking */ .zP)(deployment, maker, github.now);
    return record === undefined
        ? `Deployment ${deployment.id} was ${making}.`
        : `Deployment ${deployment.id} is GitHub's own record for another job, ${making}.`;
}


/***/ })

};
;
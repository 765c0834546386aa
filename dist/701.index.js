"use strict";
exports.id = 701;
exports.ids = [701];
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

/***/ 701:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   update: () => (/* binding */ update)
/* harmony export */ });
/* harmony import */ var _domain_choice_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2949);
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(289);
/* harmony import */ var _domain_maker_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8396);
/* harmony import */ var _domain_outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8948);
/* harmony import */ var _messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8215);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5255);
/* harmony import */ var _candidates_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2506);
/* harmony import */ var _job_record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8787);
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6990);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1073);
/* harmony import */ var _wanted_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3455);











/** Adds one status to an existing deployment. */
async function update(command, ports) {
    const { target, words, description, environmentUrl, logUrl, autoInactive } = command;
    const { deployment, text = '' } = await find(target, ports);
    if (deployment !== undefined)
        ports.report.deployment('found', deployment, logUrl);
    if (text !== '')
        ports.report.info(text);
    if (deployment === undefined)
        return;
    const outcome = (0,_domain_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomeOf */ .sG)(words, deployment);
    if (outcome.tally !== undefined)
        ports.report.info(`Outcome     ${outcome.tally}`);
    await (0,_status_js__WEBPACK_IMPORTED_MODULE_3__/* .lookAndWriteStatus */ .Ce)(deployment, {
        state: outcome.state,
        description: description ?? (await describe(outcome, deployment, command, ports)),
        environmentUrl,
        logUrl,
        autoInactive
    }, ports);
}
/** Returns the deployment with a note about it, or only the reason why there is nothing to do. */
async function find(target, ports) {
    switch (target.by) {
        case 'id':
            return { deployment: await (0,_target_js__WEBPACK_IMPORTED_MODULE_4__/* .deploymentById */ .G)(target, ports) };
        case 'event':
            return findBesideEvent(target, ports);
        case 'commit': {
            const candidates = await look(await (0,_wanted_js__WEBPACK_IMPORTED_MODULE_5__/* .wantedBy */ .fy)(target, ports), { orByOthers: true }, ports);
            return (await (0,_wanted_js__WEBPACK_IMPORTED_MODULE_5__/* .takeOwn */ .cC)(candidates, ports)) ?? (await takeOthers(candidates, ports));
        }
    }
}
/** Returns the deployment of the event. If the inputs name another one, only returns one that this run made. */
async function findBesideEvent(target, ports) {
    const { deployment, environment = deployment.environment, task } = target;
    const text = (0,_target_js__WEBPACK_IMPORTED_MODULE_4__/* .whyNotOurs */ .n)(deployment, target);
    if (text === undefined)
        return { deployment };
    const wanted = { environment, ref: deployment.sha, orAnyCommit: true, task };
    const candidates = await look(wanted, { orByOthers: false }, ports);
    return (await (0,_wanted_js__WEBPACK_IMPORTED_MODULE_5__/* .takeOwn */ .cC)(candidates, ports)) ?? { text };
}
/**
 * Reads the candidates. Reads them twice if a replica may not show this run's latest deployments yet.
 *
 * @param orByOthers whether a deployment that somebody else made is accepted, too
 */
async function look(wanted, { orByOthers }, ports) {
    const candidates = await _candidates_js__WEBPACK_IMPORTED_MODULE_6__/* .Candidates */ .j.read(wanted, ports);
    if (!isOwnFound(candidates, ports) && !(orByOthers && (await isOtherFound(candidates, ports)))) {
        await ports.clock.sleep(_ports_js__WEBPACK_IMPORTED_MODULE_7__/* .replicaLagMs */ .nX);
        await candidates.readNewest();
    }
    if (candidates.isBesideJobsOwn)
        (0,_job_record_js__WEBPACK_IMPORTED_MODULE_2__/* .adviseOneRecord */ .M)(ports, wanted.environment);
    return candidates;
}
const isOwnFound = ({ own, wanted }, { github, run }) => own !== undefined &&
    (own.kind === 'several' || wanted.task !== undefined || !(0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_8__/* .mayHaveSiblings */ .Zz)(own.chosen, run, github.now));
async function isOtherFound(candidates, { run }) {
    if (candidates.own !== undefined)
        return false;
    const other = await candidates.newestOfOthers();
    return other !== undefined && (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_8__/* .whyNotUpdated */ .LX)(other, run) === undefined;
}
/** Returns a deployment that somebody else made. @throws Problem if none may be updated */
async function takeOthers(candidates, ports) {
    const { wanted } = candidates;
    const other = await candidates.newestOfOthers();
    if (other === undefined) {
        throw (0,_messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .noDeploymentToUpdate */ .bJ)({ wanted: (0,_wanted_js__WEBPACK_IMPORTED_MODULE_5__/* .describeWanted */ .$C)(wanted), hints: await (0,_wanted_js__WEBPACK_IMPORTED_MODULE_5__/* .hints */ .XZ)(candidates, ports) });
    }
    const { deployment, maker } = other;
    const refusal = (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_8__/* .whyNotUpdated */ .LX)(other, ports.run);
    if (refusal !== undefined) {
        const { now } = ports.github;
        throw (0,_messages_existing_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .notMadeByThisRun */ .VN)({
            id: deployment.id,
            wanted: (0,_wanted_js__WEBPACK_IMPORTED_MODULE_5__/* .describeWanted */ .$C)(wanted),
            making: (0,_domain_maker_js__WEBPACK_IMPORTED_MODULE_9__/* .describeMaking */ .zP)(deployment, maker, now),
            reason: (0,_domain_choice_js__WEBPACK_IMPORTED_MODULE_8__/* .describeRefusal */ .a2)(refusal, now)
        });
    }
    return { deployment, text: (0,_wanted_js__WEBPACK_IMPORTED_MODULE_5__/* .describeOther */ .kM)(other, ports) };
}
/** Describes the outcome. A deployment that becomes inactive without any success is not "no longer" deployed. */
async function describe({ state, word }, deployment, { isCancelled }, { github }) {
    const commit = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_10__/* .shortRef */ .m3)(deployment.sha);
    if (state !== 'inactive' || word !== 'inactive')
        return (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_10__/* .shortened */ .vI)((0,_domain_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .describeOutcome */ .SS)(word, commit));
    const hasSucceeded = await github.everSucceeded(deployment).catch(() => true);
    const undeployed = isCancelled ? 'cancelled' : 'never deployed';
    return (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_10__/* .shortened */ .vI)((0,_domain_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .describeOutcome */ .SS)(word, commit, undefined, hasSucceeded ? undefined : undeployed));
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
"use strict";
exports.id = 209;
exports.ids = [209];
exports.modules = {

/***/ 7209:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   wait: () => (/* binding */ wait)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(289);
/* harmony import */ var _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9639);
/* harmony import */ var _commit_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6485);
/* harmony import */ var _jobs_own_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1417);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1073);





/** Waits until a deployment made by or handed to someone else has ended. It may not exist yet. */
async function wait(command, ports) {
    const schedule = new Schedule(command, ports);
    const deployment = await appearance(await settled(command.target, ports), schedule, ports);
    ports.tell({ kind: 'deployment', how: 'found', deployment });
    await judge(deployment, await end(deployment, schedule, ports), ports);
}
/** When to look again, and when not any more. */
class Schedule {
    timeout;
    #interval;
    #until;
    #ports;
    constructor({ timeout, interval }, ports) {
        this.timeout = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(timeout);
        this.#interval = interval;
        this.#until = ports.clock.now() + timeout;
        this.#ports = ports;
    }
    /** Ends when it is time for the next look: the last one comes at the very end. False when there is none after it. */
    async next() {
        const { clock, github } = this.#ports;
        const left = this.#until - clock.now();
        if (left <= 0)
            return false;
        await clock.sleep(Math.min(left, Math.max(this.#interval, github.pollInterval)));
        return true;
    }
}
/** The target with its commit resolved once: a pull request that moves on meanwhile is not what was asked for. */
async function settled(target, ports) {
    if (target.by !== 'commit')
        return target;
    const ref = await (0,_commit_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveCommit */ .W)(target.commit, ports);
    return { ...target, commit: { kind: 'ref', ref }, mayHaveMoved: (0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .mayHaveMoved */ .Pu)(target) };
}
async function appearance(target, schedule, ports) {
    let isAdvised = false;
    for (let looks = 0;; looks++) {
        const { deployment, sought, besideJobsOwn } = await (0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .findTarget */ .FB)(target, ports);
        if (besideJobsOwn !== undefined && !isAdvised) {
            isAdvised = true;
            (0,_jobs_own_js__WEBPACK_IMPORTED_MODULE_4__/* .adviseOneRecord */ .M)(ports, besideJobsOwn);
        }
        if (deployment !== undefined)
            return deployment;
        if (looks === 0) {
            ports.tell({ kind: 'note', level: 'info', text: `Waiting for ${sought}, which does not exist yet.` });
        }
        if (await schedule.next())
            continue;
        throw new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`There was no deployment to wait for within ${schedule.timeout}: looked for ${sought}.`, 'Check that it is created for this environment and commit, or give more time with the input "timeout".');
    }
}
/** The status that ended a deployment, with the newest addresses that any status names. */
async function end(deployment, schedule, ports) {
    let latest;
    try {
        for (;;) {
            const statuses = await ports.github.statuses(deployment.id).catch((error) => {
                if (latest !== undefined && isNoneOfGitHubs(error))
                    return [];
                throw error;
            });
            for (const status of since(latest, statuses)) {
                const seen = withAddresses(status, statuses);
                if (latest === undefined || saysMore(seen, latest))
                    ports.tell({ kind: 'seen', status: seen });
                latest = seen;
            }
            if (latest !== undefined && (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .isFinal */ .dR)(latest.state))
                return latest;
            if (!(await schedule.next()))
                throw outOfTime(deployment, latest, schedule);
        }
    }
    catch (error) {
        if (!(error instanceof _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy))
            throw error;
        const doing = `follow ${named(deployment)}, last seen ${latest?.state ?? 'without any status'}`;
        throw new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy(doing, error.answer, error.remedy);
    }
}
/** Once GitHub has answered, somebody else's answer says nothing: a proxy that restarts may take longer than a read. */
const isNoneOfGitHubs = (error) => error instanceof _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy && error.answer.status >= 200 && error.answer.status < 300;
/**
 * The statuses that came after the latest one, oldest first; at the first look only the newest. A replica that lags
 * behind brings nothing new.
 */
const since = (latest, statuses) => latest === undefined ? statuses.slice(0, 1) : statuses.filter(({ id }) => id > latest.id).toReversed();
/** Whether a status says anything that the one before it did not. */
const saysMore = (status, before) => status.state !== before.state ||
    status.environmentUrl !== before.environmentUrl ||
    status.logUrl !== before.logUrl ||
    status.description !== before.description;
/** The status, and where it names no address the newest one that was named. */
function withAddresses(status, statuses) {
    const named = [status, ...statuses];
    return {
        ...status,
        environmentUrl: named.find(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl ?? '',
        logUrl: named.find(({ logUrl }) => logUrl !== '')?.logUrl ?? ''
    };
}
/** What the end means for this job. @throws Problem where it is no success */
async function judge(deployment, last, { github, tell }) {
    if (last.state === 'success')
        return;
    if (last.state === 'inactive' && (await github.everSucceeded(deployment))) {
        const text = `${sentence(named(deployment))} succeeded, and has been superseded or taken down since: it is inactive.`;
        tell({ kind: 'note', level: 'notice', text });
        return;
    }
    const how = last.state === 'inactive' ? 'became inactive without ever having succeeded' : `ended as ${last.state}`;
    throw new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`${sentence(named(deployment))} ${how}${described(last)}`, logAt(last));
}
function outOfTime(deployment, latest, { timeout }) {
    const state = latest === undefined ? 'still without any status.' : `still ${latest.state}${described(latest)}`;
    return new _domain_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`${sentence(named(deployment))} has not ended within ${timeout}: it is ${state}`, `Give it more time with the input "timeout", or see why it takes so long. ${latest === undefined ? '' : logAt(latest)}`.trim());
}
const named = ({ id, environment }) => `deployment ${id} of ${environment}`;
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const described = ({ description }) => description === '' ? '.' : `: ${description.replace(/\.?$/, '.')}`;
const logAt = ({ logUrl }) => (logUrl === '' ? 'No status of it names a log.' : `Its log: ${logUrl}`);


/***/ })

};
;
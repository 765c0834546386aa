"use strict";
exports.id = 155;
exports.ids = [155];
exports.modules = {

/***/ 8155:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  find: () => (/* binding */ find)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __webpack_require__(8286);
// EXTERNAL MODULE: ../operations/commit.ts
var operations_commit = __webpack_require__(6485);
// EXTERNAL MODULE: ../messages/existing-deployment.ts
var existing_deployment = __webpack_require__(8215);
// EXTERNAL MODULE: ../ports.ts
var ports = __webpack_require__(5255);
// EXTERNAL MODULE: ../operations/job-record.ts
var job_record = __webpack_require__(8787);
;// CONCATENATED MODULE: ../operations/recorded.ts

/**
 * Deployments that were recorded for a ref, whatever their state. They have the name of the ref or, because many tools
 * record commits, the commit that it points to. The lists are read only as far back as necessary.
 */
class Recorded {
    #lists;
    constructor(lists) {
        this.#lists = lists;
    }
    static async for(ref, filter, github) {
        const list = (by) => new List(github.deployments({ ...filter, ...by }));
        if ((0,domain_deployment/* isSha */.HH)(ref))
            return new Recorded([list({ sha: ref.toLowerCase() })]);
        const sha = await github.commit(ref);
        return new Recorded([list({ ref }), ...(sha === undefined ? [] : [list({ sha })])]);
    }
    async has(listed) {
        for (const list of this.#lists)
            if (await list.has(listed))
                return true;
        return false;
    }
    /** Whether these deployments cannot include one that is as old as `listed` or older. */
    endsBefore(listed) {
        return this.#lists.every(list => list.endsBefore(listed));
    }
}
/** One list of deployments, newest first. */
class List {
    #pages;
    /** Ids and origins of the deployments. REST and GraphQL may write ids differently, but an origin never changes. */
    #names = new Set();
    /** Creation date of the oldest deployment that was read. At first, it is later than every date on GitHub. */
    #oldest = '9999';
    /** Whether the whole list was read. */
    #isRead = false;
    constructor(pages) {
        this.#pages = pages[Symbol.asyncIterator]();
    }
    async has(listed) {
        const { nodeId, createdAt } = listed;
        const isKnown = () => this.#names.has(nodeId) || this.#names.has((0,domain_deployment/* originOf */.yv)(listed));
        while (!this.#isRead && createdAt <= this.#oldest && !isKnown()) {
            const page = await this.#pages.next();
            if (page.done === true) {
                this.#isRead = true;
                break;
            }
            for (const deployment of page.value) {
                this.#names.add(deployment.nodeId).add((0,domain_deployment/* originOf */.yv)(deployment));
                this.#oldest = deployment.createdAt;
            }
        }
        return isKnown();
    }
    endsBefore({ createdAt }) {
        return this.#isRead && createdAt < this.#oldest;
    }
}

;// CONCATENATED MODULE: ../operations/find-one.ts





/** Minimum number of newest deployments to check before a task counts as the only one. */
const minChecked = 100;
/**
 * Finds the newest deployment of an environment in a state. Also finds its predecessor: the newest older deployment of
 * the same task that ever succeeded. Workflows compare with it or roll back to it.
 *
 * @throws Problem if several tasks have a deployment in that state and no task is given
 */
async function findOne(environment, search, ports) {
    const { github, report } = ports;
    let finder = new Finder(environment, search, ports);
    await finder.read();
    const spelling = finder.looked === 0 ? await github.spelling(environment) : undefined;
    if (spelling !== undefined) {
        finder = new Finder(spelling, search, ports);
        await finder.read();
    }
    const { candidates, previous, looked, isBesideOwn } = finder;
    if (isBesideOwn)
        (0,job_record/* adviseOneRecord */.M)(ports, environment);
    const [found, ...others] = candidates.values();
    if (found === undefined) {
        report.info(nothing(environment, search, looked));
        return;
    }
    if (others.length > 0) {
        const tasks = [found, ...others].map(({ task, sha }) => `${task} (${(0,domain_deployment/* shortRef */.m3)(sha)})`);
        throw (0,existing_deployment/* severalTasks */.dp)({ environment, states: search.states, tasks });
    }
    const records = await github.records(previous === undefined ? [found] : [found, previous]);
    const deployment = records.get(found.nodeId);
    if (deployment === undefined)
        throw (0,existing_deployment/* deletedWhileLookedUp */.oZ)({ sha: found.sha, environment: found.environment });
    report.deployment('found', deployment);
    const { state = 'pending', environmentUrl = '', logUrl = '' } = found;
    report.seen({ state, environmentUrl, logUrl, description: '', createdAt: '' });
    const id = previous === undefined ? undefined : records.get(previous.nodeId)?.id;
    report.previous({ sha: previous?.sha, id });
}
/** Reads an environment's history as far back as necessary. */
class Finder {
    #environment;
    #search;
    #ports;
    /** Newest matching deployment of each task, in the order in which they were found. */
    candidates = new Map();
    previous;
    /** Number of deployments checked. */
    looked = 0;
    /** Whether GitHub's own record for this job was among them. */
    isBesideOwn = false;
    #recorded;
    constructor(environment, search, ports) {
        this.#environment = environment;
        this.#search = search;
        this.#ports = ports;
    }
    async read() {
        const { github } = this.#ports;
        const { ref, task } = this.#search;
        const filter = { environment: this.#environment, task };
        if (ref !== undefined)
            this.#recorded = await Recorded.for(ref, filter, github);
        for await (const page of github.history(this.#environment)) {
            for (const listed of page) {
                this.looked++;
                await this.#take(listed);
                if (this.candidates.size === 0 && this.#recorded?.endsBefore(listed) === true)
                    return;
            }
            if (this.previous === undefined)
                continue;
            // With REST, a page is one deployment because each costs a request. With GraphQL, it is a hundred or all of them.
            const isOneByOne = page.length === 1;
            if (isOneByOne && this.looked < minChecked && task === undefined)
                await this.#lookForOtherTasks();
            return;
        }
    }
    async #take(listed) {
        const { task } = this.#search;
        if ((0,domain_deployment/* isJobsOwn */.fW)(listed, this.#ports.run)) {
            this.isBesideOwn = true;
            return;
        }
        if (task !== undefined && listed.task !== task)
            return;
        const [found] = this.candidates.values();
        if (found?.task === listed.task)
            this.previous ??= (await this.#hasSucceeded(listed)) ? listed : undefined;
        else if (!this.candidates.has(listed.task) && (await this.#fits(listed)))
            this.candidates.set(listed.task, listed);
    }
    async #hasSucceeded(listed) {
        return listed.succeeded ?? this.#ports.github.everSucceeded(listed);
    }
    /** Whether a deployment has the state and the ref to find. Its predecessor may have any ref. */
    async #fits(listed) {
        const isRecorded = this.#recorded === undefined || (await this.#recorded.has(listed));
        return isRecorded && (0,domain_deployment/* isInState */.v2)(listed.state, this.#search.states);
    }
    /** Reads the statuses of deployments of other tasks among the newest hundred. Their list shows the tasks. */
    async #lookForOtherTasks() {
        const { github, run } = this.#ports;
        for await (const page of github.deployments({ environment: this.#environment })) {
            for (const deployment of page.slice(this.looked)) {
                if (this.candidates.has(deployment.task))
                    continue;
                const [latest] = await github.statuses(deployment.id);
                const { state, logUrl, description: statusDescription } = latest ?? {};
                const listed = { ...deployment, state, logUrl, statusDescription, place: this.looked };
                if (!(0,domain_deployment/* isJobsOwn */.fW)(listed, run) && (await this.#fits(listed)))
                    this.candidates.set(listed.task, listed);
            }
            return;
        }
    }
}
/** Describes the deployment that was not found. */
function nothing(environment, { states, ref, task }, looked) {
    const of = ref === undefined ? '' : ` of ${(0,domain_deployment/* shortRef */.m3)(ref)}`;
    const withTask = task === undefined ? '' : ` with task ${task}`;
    const among = looked < ports/* maxListed */.w9 ? '' : ` among its newest ${looked}`;
    return `"${environment}" has no deployment${of}${withTask} in state ${states.join(' or ')}${among}.`;
}

;// CONCATENATED MODULE: ../operations/find.ts




/** Finds the newest deployment of one environment, or of each task in several environments. */
async function find(command, ports, deployedReport) {
    const { lines, states, task, commit } = command;
    const ref = commit === undefined ? undefined : await (0,operations_commit/* resolveCommit */.W)(commit, ports);
    const search = { states, ref, task };
    const [line = ''] = lines;
    // A single line cannot exclude anything, so it is a name even if it starts with `!`.
    if (lines.length === 1 && ((0,pattern/* isExclusion */.VB)(line) || !(0,pattern/* isPattern */.Pt)(line)))
        return findOne(line, search, ports);
    const { resolveEnvironments } = await Promise.all(/* import() */[__webpack_require__.e(26), __webpack_require__.e(334)]).then(__webpack_require__.bind(__webpack_require__, 7334));
    const selected = await resolveEnvironments(lines, 'find', ports);
    const [name] = selected.names;
    if (lines.length === 1 && name !== undefined && (0,domain_deployment/* sameEnvironment */.iE)(name, line))
        return findOne(name, search, ports);
    return (await Promise.all(/* import() */[__webpack_require__.e(26), __webpack_require__.e(798), __webpack_require__.e(804)]).then(__webpack_require__.bind(__webpack_require__, 8804))).findDeployed(selected, search, ports, deployedReport);
}


/***/ })

};
;
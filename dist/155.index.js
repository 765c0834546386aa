"use strict";
exports.id = 155;
exports.ids = [155];
exports.modules = {

/***/ 8374:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   wZ: () => (/* binding */ inShort),
/* harmony export */   xT: () => (/* binding */ mostNamed)
/* harmony export */ });
/** How many names, and how many reasons, a sentence has room for. */
const mostNamed = 5;
/** Names in a sentence: the first ones, and how many more there are. */
function inShort(names, most = mostNamed) {
    const more = names.length - most;
    return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
/** `1 deployment`, `2 deployments`. */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ }),

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
// EXTERNAL MODULE: ../domain/list.ts
var list = __webpack_require__(8374);
// EXTERNAL MODULE: ../domain/problem.ts
var problem = __webpack_require__(9639);
// EXTERNAL MODULE: ../ports.ts
var ports = __webpack_require__(5255);
// EXTERNAL MODULE: ../operations/jobs-own.ts
var jobs_own = __webpack_require__(1417);
;// CONCATENATED MODULE: ../operations/recorded.ts

/** Later than anything that GitHub has recorded. */
const never = '9999';
/**
 * The deployments that were recorded for a ref, whatever their state: under its name or, since many record commits, with
 * the commit that it points at. The lists are read only as far back as somebody asks.
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
    async has(past) {
        for (const list of this.#lists)
            if (await list.has(past))
                return true;
        return false;
    }
    /** Whether nothing as old as this, or older, can be among them. */
    endsBefore(past) {
        return this.#lists.every(list => list.endsBefore(past));
    }
}
/** One list of deployments, newest first. */
class List {
    #pages;
    /** By their ids and, since REST and GraphQL may write those differently, by what a record never changes. */
    #names = new Set();
    /** How far back it was read, and whether that is all of it. */
    #oldest = never;
    #isRead = false;
    constructor(pages) {
        this.#pages = pages[Symbol.asyncIterator]();
    }
    async has(past) {
        const { nodeId, createdAt } = past;
        const isKnown = () => this.#names.has(nodeId) || this.#names.has((0,domain_deployment/* originOf */.yv)(past));
        while (!this.#isRead && createdAt <= this.#oldest && !isKnown()) {
            const page = await this.#pages.next();
            if (page.done === true)
                this.#isRead = true;
            else
                for (const deployment of page.value)
                    this.#take(deployment);
        }
        return isKnown();
    }
    endsBefore({ createdAt }) {
        return this.#isRead && (this.#names.size === 0 || createdAt < this.#oldest);
    }
    #take(deployment) {
        this.#names.add(deployment.nodeId).add((0,domain_deployment/* originOf */.yv)(deployment));
        this.#oldest = deployment.createdAt;
    }
}

;// CONCATENATED MODULE: ../operations/find-one.ts






/** So many of the newest deployments are looked at before a task is taken for the only one. */
const leastLooked = 100;
/** How many tasks an error has room for. */
const mostTasks = 10;
/**
 * Looks up the newest deployment of an environment in a state and, as its predecessor, the newest older one of the same
 * task that ever succeeded: what to compare with, or to roll back to.
 *
 * @throws Problem if several tasks have a deployment in that state, and none of them is given
 */
async function findOne(environment, search, ports) {
    const { github, tell } = ports;
    const asGiven = await new Finder(environment, search, ports).run();
    const spelling = asGiven.looked === 0 ? await github.spelling(environment) : undefined;
    const { candidates, previous, looked, isBesideOwn } = spelling === undefined ? asGiven : await new Finder(spelling, search, ports).run();
    if (isBesideOwn)
        (0,jobs_own/* adviseOneRecord */.M)(ports, environment);
    const [found, ...others] = candidates.values();
    if (found === undefined) {
        tell({ kind: 'note', level: 'info', text: nothing(environment, search, looked) });
        return;
    }
    if (others.length > 0)
        throw severalTasks(environment, search.state, [found, ...others]);
    const records = await github.records(previous === undefined ? [found] : [found, previous]);
    const deployment = records.get(found.nodeId);
    if (deployment === undefined) {
        throw new problem/* Problem */.AF(`The deployment of ${found.sha} to ${found.environment} was deleted while it was looked up.`, 'Run the step again.');
    }
    tell({ kind: 'deployment', how: 'found', deployment });
    const { state = '', environmentUrl = '', logUrl = '' } = found;
    tell({ kind: 'seen', status: { state, environmentUrl, logUrl, description: '', createdAt: '' } });
    const id = previous === undefined ? undefined : records.get(previous.nodeId)?.id;
    tell({ kind: 'previous', sha: previous?.sha, ...(id === undefined ? {} : { id }) });
}
/** Reads an environment's history as far back as the answer needs. */
class Finder {
    #environment;
    #search;
    #ports;
    /** The newest deployment that fits, of each task, in the order in which they were found. */
    #candidates = new Map();
    #recorded;
    #previous;
    #looked = 0;
    #isBesideOwn = false;
    constructor(environment, search, ports) {
        this.#environment = environment;
        this.#search = search;
        this.#ports = ports;
    }
    async run() {
        await this.#read();
        return {
            candidates: this.#candidates,
            looked: this.#looked,
            isBesideOwn: this.#isBesideOwn,
            ...(this.#previous === undefined ? {} : { previous: this.#previous })
        };
    }
    async #read() {
        const { github } = this.#ports;
        const { ref, task } = this.#search;
        const filter = { environment: this.#environment, ...(task === undefined ? {} : { task }) };
        if (ref !== undefined)
            this.#recorded = await Recorded.for(ref, filter, github);
        for await (const page of github.history(this.#environment)) {
            for (const past of page) {
                this.#looked++;
                await this.#take(past);
                if (this.#candidates.size === 0 && this.#recorded?.endsBefore(past) === true)
                    return;
            }
            if (this.#previous === undefined)
                continue;
            // By REST a page is one deployment, because each costs a request; a page of GraphQL is a hundred, or all there are.
            const isOneByOne = page.length === 1;
            if (isOneByOne && this.#looked < leastLooked && task === undefined)
                await this.#lookForOtherTasks();
            return;
        }
    }
    async #take(past) {
        const { task } = this.#search;
        if ((0,domain_deployment/* isJobsOwn */.fW)(past, this.#ports.run)) {
            this.#isBesideOwn = true;
            return;
        }
        if (task !== undefined && past.task !== task)
            return;
        const [found] = this.#candidates.values();
        if (found?.task === past.task)
            await this.#takeOlder(past);
        else if (!this.#candidates.has(past.task) && (await this.#fits(past)))
            this.#candidates.set(past.task, past);
    }
    async #takeOlder(past) {
        if (this.#previous !== undefined)
            return;
        if (past.succeeded ?? (await this.#ports.github.everSucceeded(past)))
            this.#previous = past;
    }
    /** The ref picks the deployment that is looked for; its predecessor may have come from anywhere. */
    async #fits(past) {
        const { state } = this.#search;
        const isRecorded = this.#recorded === undefined || (await this.#recorded.has(past));
        return isRecorded && past.state === state;
    }
    /** Reads the statuses of those of the newest hundred that have another task; the list tells which ones. */
    async #lookForOtherTasks() {
        const { github, run } = this.#ports;
        for await (const page of github.deployments({ environment: this.#environment })) {
            for (const deployment of page.slice(this.#looked)) {
                if (this.#candidates.has(deployment.task))
                    continue;
                const latest = (await statusesOf(deployment.id, github))[0];
                if (latest === undefined)
                    continue;
                const { state, logUrl, description: statusDescription } = latest;
                const past = { ...deployment, state, logUrl, statusDescription, place: this.#looked };
                if (!(0,domain_deployment/* isJobsOwn */.fW)(past, run) && (await this.#fits(past)))
                    this.#candidates.set(past.task, past);
            }
            return;
        }
    }
}
/** Somebody may have deleted it since the list has shown it: then it has none. */
async function statusesOf(id, github) {
    try {
        return await github.statuses(id);
    }
    catch (error) {
        if (error instanceof problem/* GitHubProblem */.Jy && error.answer.status === 404)
            return [];
        throw error;
    }
}
function severalTasks(environment, state, found) {
    const tasks = found.map(({ task, sha }) => `${task} (${(0,domain_deployment/* shortRef */.m3)(sha)})`);
    return new problem/* Problem */.AF(`"${environment}" has deployments of several tasks in state ${state}: ${(0,list/* inShort */.wZ)(tasks, mostTasks)}.`, 'Set "task" to one of them.');
}
/** Says what was looked for and not found. */
function nothing(environment, { state, ref, task }, looked) {
    const of = ref === undefined ? '' : ` of ${(0,domain_deployment/* shortRef */.m3)(ref)}`;
    const withTask = task === undefined ? '' : ` with task ${task}`;
    const among = looked < ports/* mostListed */.p9 ? '' : ` among its newest ${looked}`;
    return `"${environment}" has no deployment${of}${withTask} in state ${state}${among}.`;
}

;// CONCATENATED MODULE: ../operations/find.ts




/** Looks deployments up: the newest of one environment, or what is deployed where. */
async function find(command, ports) {
    const { lines, state, task, commit } = command;
    const ref = commit === undefined ? undefined : await (0,operations_commit/* resolveCommit */.W)(commit, ports);
    const search = { state, ...(ref === undefined ? {} : { ref }), ...(task === undefined ? {} : { task }) };
    const [line = ''] = lines;
    // A line on its own has nothing to exclude from, so it is a name even if it starts with `!`.
    if (lines.length === 1 && ((0,pattern/* isExclusion */.VB)(line) || !(0,pattern/* isPattern */.Pt)(line)))
        return findOne(line, search, ports);
    const { meantEnvironments } = await Promise.all(/* import() */[__webpack_require__.e(26), __webpack_require__.e(199)]).then(__webpack_require__.bind(__webpack_require__, 4199));
    const meant = await meantEnvironments(lines, 'find', ports);
    const [name] = meant.names;
    if (lines.length === 1 && name !== undefined && (0,domain_deployment/* sameEnvironment */.iE)(name, line))
        return findOne(name, search, ports);
    return (await Promise.all(/* import() */[__webpack_require__.e(26), __webpack_require__.e(804)]).then(__webpack_require__.bind(__webpack_require__, 8804))).findDeployed(meant, search, ports);
}


/***/ })

};
;
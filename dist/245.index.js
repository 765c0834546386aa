"use strict";
exports.id = 245;
exports.ids = [245];
exports.modules = {

/***/ 8626:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RestListing: () => (/* binding */ RestListing)
/* harmony export */ });
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5255);
/* harmony import */ var _messages_listings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7935);
/* harmony import */ var _paging_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8271);
/* harmony import */ var _listed_deployment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2632);
/* harmony import */ var _statuses_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(509);





/** Number of newest deployments whose statuses are read one by one. */
const maxOneByOne = 20;
/**
 * Lists deployments through REST, which returns statuses for only one deployment per request. Used only if GraphQL
 * refuses.
 */
class RestListing {
    #deployments;
    #statuses;
    constructor(deployments, statuses) {
        this.#deployments = deployments;
        this.#statuses = statuses;
    }
    /** Lists one deployment at a time, because each costs a request and the caller may stop early. */
    async *history(environment, unseen) {
        for await (const { entries: page } of this.#deployments.pages({ environment })) {
            for (const deployment of unseen(page)) {
                const { entries, isLast } = await this.#statuses.newestPage(deployment.id);
                const succeeded = entries.some(_statuses_js__WEBPACK_IMPORTED_MODULE_2__/* .isSuccess */ .o);
                const listed = {
                    ...(0,_listed_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .listedFromRest */ .K1)(deployment, entries),
                    succeeded: succeeded || isLast ? succeeded : undefined
                };
                yield { entries: [listed], isLast: false };
            }
        }
    }
    /** Lists all deployments of environments, up to the end of the list. */
    async *survey(environments, unseen) {
        const known = new Set();
        for (const environment of environments) {
            let count = 0;
            for await (const { entries: page, isLast } of this.#deployments.pages({ environment })) {
                count += page.length;
                const entries = [];
                for (const deployment of unseen(page.filter(({ id }) => !known.has(id)))) {
                    const statuses = await (0,_paging_js__WEBPACK_IMPORTED_MODULE_1__/* .orMissing */ .Mr)(() => this.#statuses.newest(deployment.id));
                    if (statuses !== undefined)
                        entries.push((0,_listed_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .listedFromRest */ .K1)(deployment, statuses));
                }
                page.forEach(({ id }) => known.add(id));
                yield { entries, isLast };
            }
            if (count === _ports_js__WEBPACK_IMPORTED_MODULE_4__/* .maxListed */ .w9)
                throw (0,_messages_listings_js__WEBPACK_IMPORTED_MODULE_0__/* .deploymentsEndless */ .x)({ environments: environment });
        }
    }
    /** Adds the statuses to the newest 20 deployments of a list. */
    async newestStates(newest, options) {
        const deployments = [];
        for (const deployment of newest.entries.slice(0, maxOneByOne)) {
            const listed = (0,_listed_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .listedFromRest */ .K1)(deployment, await this.#statuses.newest(deployment.id, options));
            deployments.push({ ...listed, payload: deployment.payload });
            if (options.untilSuccess === true && listed.state === 'success')
                break;
        }
        return { deployments, of: 'task', isAll: newest.isLast && deployments.length === newest.entries.length };
    }
    /** Returns a deployment's latest state and newest URL, and if it ever succeeded. */
    async look(deployment, timeLimits) {
        const statuses = await this.#statuses.newest(deployment.id, timeLimits);
        const { state, environmentUrl } = (0,_listed_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .listedFromRest */ .K1)(deployment, statuses);
        return {
            state,
            environmentUrl,
            succeeded: statuses.some(_statuses_js__WEBPACK_IMPORTED_MODULE_2__/* .isSuccess */ .o),
            also: []
        };
    }
}


/***/ })

};
;
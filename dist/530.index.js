"use strict";
exports.id = 530;
exports.ids = [530];
exports.modules = {

/***/ 3530:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   networkError: () => (/* binding */ networkError)
/* harmony export */ });
/* harmony import */ var _messages_network_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6638);
/* harmony import */ var _transport_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1341);


/** Describes a Node network error in words, with its code in brackets. */
function networkError(error, peer, options) {
    const code = error.code ?? 'UNKNOWN';
    return new _transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .TransportError */ .wX(`${describeCode(code, peer, error.message)} (${code})`, code, options);
}
/**
 * Describes a Node error code.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
function describeCode(code, peer, words) {
    switch (code) {
        case 'ECONNREFUSED':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionRefused */ .nK({ peer });
        case 'ENOTFOUND':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .hostDoesNotExist */ ._P({ peer });
        case 'EAI_AGAIN':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .hostNotLookedUp */ .hH({ peer });
        case 'ECONNRESET':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .closedBeforeAnswer */ .yy();
        case 'EPIPE':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .closedWhileSending */ .Yp();
        case 'ETIMEDOUT':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionTimedOut */ .wN({ peer });
        case 'EHOSTUNREACH':
        case 'ENETUNREACH':
        case 'EHOSTDOWN':
        case 'ENETDOWN':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .noRoute */ .xN({ peer });
        case 'ERR_TLS_CERT_ALTNAME_INVALID':
            return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .certificateOfOtherHost */ .d9({ peer });
    }
    if ((0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isHandshake */ .eL)(code))
        return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .tlsFailed */ .ZT({ peer });
    if (code.startsWith('HPE_'))
        return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .notHttp */ .aH({ peer });
    // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
    if (words === '' || words.includes(code) || code === 'UNKNOWN')
        return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionFailed */ .Up({ peer });
    return words;
}


/***/ })

};
;
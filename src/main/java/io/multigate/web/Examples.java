package io.multigate.web;

/** The examples of the API's description; they work as they stand on the models that the service comes with. */
final class Examples {

    static final String MODEL = "shop-mmoe";

    static final String SCORE_REQUEST = """
            {
              "user": {"user_id": "u17", "age": 30, "segment": "family", "recent_categories": ["coats", "shoes"]},
              "context": {"hour": 22, "slot": "search"},
              "candidates": [
                {"id": "i153", "features": {"item_id": "i153", "category": "dresses", "brand": "b1", "price": 55.05,
                  "user_category_views": 1}},
                {"id": "i42", "features": {"item_id": "i42", "category": "kitchen", "brand": "b6", "price": 43.28,
                  "user_category_views": 0}},
                {"id": "i204", "features": {"item_id": "i204", "category": "games", "brand": "b7", "price": 57.49,
                  "user_category_views": 0}}
              ],
              "options": {"rankBy": "pCTCVR", "topK": 2, "explain": true}
            }""";

    static final String SCORE_RESPONSE = """
            {
              "model": "shop-mmoe",
              "version": 1,
              "requestId": "0c7a52de-3f63-4d4f-9c27-6a2a1d5b8f10",
              "scores": [
                {"id": "i153", "pCTR": 0.0822472, "pCVR": 0.07016818, "pCTCVR": 0.0057711364,
                  "gates": {"ctr": [0.19455306, 0.42084697, 0.10667398, 0.27792606],
                    "cvr": [0.20147096, 0.31893843, 0.20501606, 0.27457458]}},
                {"id": "i204", "pCTR": 0.005594905, "pCVR": 0.022630122, "pCTCVR": 1.2661338E-4,
                  "gates": {"ctr": [0.07483389, 0.47242042, 0.15787348, 0.2948722],
                    "cvr": [0.13134986, 0.3333284, 0.3166175, 0.21870425]}}
              ]
            }""";

    static final String MODEL_LIST = """
            {
              "models": [
                {"name": "shop-esmm", "versions": [{"version": 1, "state": "serving"}], "state": "serving",
                  "serving": 1, "default": false},
                {"name": "shop-mmoe", "versions": [{"version": 1, "state": "serving"}], "state": "serving",
                  "serving": 1, "default": true},
                {"name": "shop-shared-bottom", "versions": [{"version": 1, "state": "serving"}], "state": "serving",
                  "serving": 1, "default": false}
              ]
            }""";

    static final String MODEL_SUMMARY = """
            {
              "name": "shop-mmoe",
              "versions": [{"version": 1, "state": "serving"}, {"version": 2, "state": "loaded"}],
              "state": "serving",
              "serving": 1,
              "default": true
            }""";

    static final String FAILED_VERSION = """
            {
              "model": "shop-mmoe",
              "version": 2,
              "state": "failed",
              "reason": "files: weights.safetensors is missing"
            }""";

    private static final String DESCRIPTION = """
            {
                "architecture": {"kind": "mmoe",
                  "embeddingWidths": {"age": 4, "brand": 4, "category": 16, "hour": 4, "item_id": 8, "segment": 8,
                    "slot": 4, "user_id": 8},
                  "experts": 4, "expert": [64], "tower": [32]},
                "tasks": [{"name": "ctr", "kind": "binary"}, {"name": "cvr", "kind": "binary", "given": "ctr"}],
                "features": [
                  {"name": "user_id", "kind": "categorical", "side": "user"},
                  {"name": "age", "kind": "numeric", "side": "user"},
                  {"name": "segment", "kind": "categorical", "side": "user"},
                  {"name": "recent_categories", "kind": "categorical-list", "side": "user"},
                  {"name": "hour", "kind": "categorical", "side": "context"},
                  {"name": "slot", "kind": "categorical", "side": "context"},
                  {"name": "item_id", "kind": "categorical", "side": "item"},
                  {"name": "category", "kind": "categorical", "side": "item"},
                  {"name": "brand", "kind": "categorical", "side": "item"},
                  {"name": "price", "kind": "numeric", "side": "item"},
                  {"name": "user_category_views", "kind": "numeric", "side": "cross"}
                ],
                "objective": "entire-space",
                "trained": true,
                "trainingRows": 4750000,
                "created": "2026-11-25T17:36:57Z",
                "evaluation": {
                  "ctr": {"rows": 200000.0, "positives": 8102.0, "auc": 0.7838, "logLoss": 0.1444, "copc": 1.0057,
                    "ece": 0.0019, "oracleAuc": 0.8027, "truthAuc": 0.7848, "truthBias": -0.0097,
                    "truthCorrelation": 0.9479},
                  "cvr": {"rows": 8102.0, "positives": 505.0, "auc": 0.7355, "logLoss": 0.2107, "copc": 1.0206,
                    "ece": 0.0054, "oracleAuc": 0.7651, "truthAuc": 0.7106, "truthBias": 0.0932,
                    "truthCorrelation": 0.875},
                  "ctcvr": {"rows": 200000.0, "positives": 505.0, "auc": 0.8989, "logLoss": 0.0135, "copc": 1.0006,
                    "ece": 0.0001, "oracleAuc": 0.9225, "truthAuc": 0.8992, "truthBias": 0.0066,
                    "truthCorrelation": 0.9359}}
              }""";

    static final String MODEL_DETAIL = """
            {
              "name": "shop-mmoe",
              "versions": [{"version": 1, "state": "serving"}],
              "state": "serving",
              "serving": 1,
              "default": true,
              "description":""" + DESCRIPTION + "}";

    static final String VERSION_DETAIL = """
            {
              "model": "shop-mmoe",
              "version": 1,
              "state": "serving",
              "description":""" + DESCRIPTION + "}";

    private Examples() {}

}

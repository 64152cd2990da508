package io.multigate.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.multigate.Readme;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard shows every meter, and says what each panel means. */
class DashboardTests {

    private static final JsonNode DASHBOARD = JsonMapper.shared()
            .readTree(Chart.FOLDER.resolve("dashboards/multigate.json").toFile());

    @Test
    void everyMeterOfTheReadmeIsOnIt() {
        List<String> expressions = new ArrayList<>();
        DASHBOARD.findValues("expr").forEach((expression) -> expressions.add(expression.asString()));
        for (Readme.Meter meter : Readme.meters()) {
            assertThat(expressions).as(meter.name())
                    .anyMatch((expression) -> expression
                            .matches(".*\\b" + meter.prometheusName() + "(_bucket|_sum|_count|_max)?[{ ].*"));
        }
    }

    @Test
    void everyPanelHasItsPlaceAUnitAndAMeaning() {
        Set<Integer> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (JsonNode panel : DASHBOARD.get("panels")) {
            String title = panel.get("title").asString();
            JsonNode place = panel.get("gridPos");
            assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    String cell = (place.get("x").asInt() + x) + " " + (place.get("y").asInt() + y);
                    assertThat(places.add(cell)).as("%s at %s", title, cell).isTrue();
                }
            }
            if (!panel.get("type").asString().equals("row")) {
                assertThat(panel.path("description").asString("")).as(title).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).as(title).isNotBlank();
                assertThat(panel.get("targets")).as(title).isNotEmpty();
            }
        }
    }

    @Test
    void theConfigMapHoldsTheFileAsItIs() {
        ConfigMap dashboard = Chart.render(Chart.option("observed").values())
                .all(ConfigMap.class)
                .stream()
                .filter((map) -> map.getMetadata().getName().endsWith("-dashboard"))
                .findFirst()
                .orElseThrow();
        assertThat(JsonMapper.shared().readTree(dashboard.getData().get("multigate.json"))).isEqualTo(DASHBOARD);
        assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "ranking");
    }

}

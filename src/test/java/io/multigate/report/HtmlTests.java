package io.multigate.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HtmlTests {

    @Test
    void textIsNeverTakenForMarkup() {
        assertThat(Html.element("td", "<b a=\"1\" b='2'>&\0").markup())
                .isEqualTo("<td>&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp; </td>");
        assertThat(Html.element("a", "x").with("href", "\"><script>").markup())
                .isEqualTo("<a href=\"&quot;&gt;&lt;script&gt;\">x</a>");
    }

    @Test
    void piecesKeepTheirMarkup() {
        assertThat(Html.element("p", Html.text("1 < 2 "), Html.element("b", "so")).with("class", "n").markup())
                .isEqualTo("<p class=\"n\">1 &lt; 2 <b>so</b></p>");
    }

    @Test
    void aRowHasAsManyCellsAsThereAreHeadings() {
        assertThat(new Table("name", "#rows").row("a", "1").html().markup())
                .contains("<th>name</th><th class=\"n\">rows</th>", "<tr><th>a</th><td class=\"n\">1</td></tr>");
        assertThatThrownBy(() -> new Table("name", "#rows").row("a"))
                .hasMessageContaining("1 cells under the headings [name, #rows]");
    }

    @Test
    void numbersSayNoMoreThanTheyKnow() {
        assertThat(Numbers.percent(0.12345)).isEqualTo("12.3 %");
        assertThat(Numbers.percent(0.012345)).isEqualTo("1.23 %");
        assertThat(Numbers.percent(0.0012345)).isEqualTo("0.123 %");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.fixed(Double.NaN, 3)).isEqualTo("–");
        assertThat(Numbers.significant(0.00012345)).isEqualTo("0.000123");
        assertThat(Numbers.count(4_750_000)).isEqualTo("4,750,000");
    }

}

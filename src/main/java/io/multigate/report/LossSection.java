package io.multigate.report;

import java.util.List;
import java.util.stream.IntStream;

import io.multigate.plot.Plot;
import io.multigate.plot.Plot.Frame;
import io.multigate.plot.Plot.Scale;
import io.multigate.report.ReportContents.Epoch;
import io.multigate.report.ReportContents.LossCurve;

/** How the losses fell, epoch by epoch. */
final class LossSection {

    private LossSection() {}

    static Html of(LossCurve curve) {
        List<Double> epochs = IntStream.rangeClosed(1, curve.epochs().size()).mapToObj((epoch) -> (double) epoch)
                .toList();
        boolean heldOut = curve.epochs().stream().noneMatch((epoch) -> Double.isNaN(epoch.heldOut()));
        Plot plot = new Plot(new Frame("", "epoch", "mean loss of a row", 640, 340, Scale.LINEAR, Scale.LINEAR))
                .legendBelow()
                .counting(curve.epochs().size())
                .markedLine("training", epochs, curve.epochs().stream().map(Epoch::training).toList());
        if (heldOut) {
            plot.markedLine("held out", epochs, curve.epochs().stream().map(Epoch::heldOut).toList());
        }
        Epoch best = curve.epochs().get(curve.best() - 1);
        double kept = heldOut ? best.heldOut() : best.training();
        plot.points("epoch " + curve.best() + ", kept", List.of((double) curve.best()), List.of(kept));
        Table table = new Table("epoch", "#training loss", "#held-out loss", "");
        for (int epoch = 1; epoch <= curve.epochs().size(); epoch++) {
            Epoch losses = curve.epochs().get(epoch - 1);
            table.row(Integer.toString(epoch), Numbers.fixed(losses.training(), 5),
                    Numbers.fixed(losses.heldOut(), 5), (epoch == curve.best()) ? "kept" : "");
        }
        return Html.element("div",
                Figure.of("Loss by epoch", plot, """
                        A held-out loss that rises while the training loss falls is a model that learns by heart; the \
                        training loss is the mean over an epoch's steps, with the penalty on the weights."""),
                table.html()).with("class", "pair");
    }

}

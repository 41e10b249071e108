package io.qubix.api.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuModelTest {

  /** Cards as drivers, browsers and owners name them, and what consumers wish for. */
  @ParameterizedTest(name = "{0} is {2} for {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RTX 4090          | NVIDIA GeForce RTX 4090                                | true
          rtx4090           | NVIDIA GeForce RTX 4090                                | true
          RTX-4090          | rtx4090                                                | true
          4090              | NVIDIA RTX 4090                                        | true
          GeForce RTX 4090  | NVIDIA RTX 4090                                        | true
          NVIDIA RTX 4090   | RTX_4090                                               | true
          RTX 4090 24GB     | NVIDIA GeForce RTX 4090                                | true
          RTX 4090 GPU      | NVIDIA GeForce RTX 4090                                | true
          RTX 4090          | NVIDIA GeForce RTX 4090 Laptop GPU                     | false
          RTX 4090 Laptop   | NVIDIA GeForce RTX 4090 Laptop GPU                     | true
          RTX 4090 Laptop   | NVIDIA GeForce RTX 4090                                | false
          RTX 4090          | NVIDIA GeForce RTX 4090 D                              | false
          RTX 4090D         | NVIDIA GeForce RTX 4090 D                              | true
          RTX 2080          | NVIDIA GeForce RTX 2080 with Max-Q Design              | false
          RTX 2080 Laptop   | NVIDIA GeForce RTX 2080 with Max-Q Design              | true
          GTX 1070 Mobile   | NVIDIA GeForce GTX 1070 Mobile                         | true
          RTX 3060          | ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11) | true
          RTX 3060 Ti       | NVIDIA GeForce RTX 3060                                | false
          RTX 3060 Ti       | rtx3060ti                                              | true
          L4                | NVIDIA L4                                              | true
          L4                | NVIDIA L40S                                            | false
          L40               | NVIDIA L40S                                            | false
          L40S              | NVIDIA L40S                                            | true
          A10               | NVIDIA A10                                             | true
          A10               | NVIDIA A100-SXM4-80GB                                  | false
          A10               | NVIDIA A10G                                            | false
          A100              | NVIDIA A100-SXM4-40GB                                  | true
          A 100             | NVIDIA A100 80GB PCIe                                  | true
          A100 80GB         | NVIDIA A100-SXM4-80GB                                  | true
          A100 80 GB        | NVIDIA A100 80GB PCIe                                  | true
          A100-80GB         | NVIDIA A100-SXM4-40GB                                  | false
          Tesla A100        | NVIDIA A100-PCIE-40GB                                  | true
          T4                | Tesla T4                                               | true
          T4                | NVIDIA T400 4GB                                        | false
          T4                | NVIDIA T4G                                             | false
          NVIDIA V100       | Tesla V100-SXM2-16GB                                   | true
          V100              | Tesla V100S-PCIE-32GB                                  | false
          H100              | NVIDIA H100 80GB HBM3                                  | true
          H100              | NVIDIA GH200 480GB                                     | false
          H20               | NVIDIA H200                                            | false
          A6000             | NVIDIA RTX A6000                                       | true
          RTX 6000          | NVIDIA RTX A6000                                       | false
          RTX 6000 Ada      | NVIDIA RTX 6000 Ada Generation                         | true
          Quadro RTX 6000   | NVIDIA RTX 6000 Ada Generation                         | false
          P4                | Tesla P40                                              | false
          MI300X            | AMD Instinct MI300X OAM                                | true
          MI250             | AMD Instinct MI250X                                    | false
          RX 7900 XTX       | AMD Radeon RX 7900 XTX                                 | true
          RX 7900 XTX       | AMD Radeon RX 7900 XT                                  | false
          RX 6700XT         | Radeon RX 6700 XT                                      | true
          Arc A770          | Intel(R) Arc(TM) A770 Graphics                         | true
          M2 Max            | Apple M2 Max                                           | true
          M2                | Apple M2 Ultra                                         | true
          TITAN X           | NVIDIA TITAN X (Pascal) 12GB                           | true
          NVIDIA            | NVIDIA GeForce GTX 1650                                | true
          NVIDIA            | AMD Radeon VII                                         | false
          %                 | NVIDIA GeForce GTX 1650                                | false
          """)
  void aWish_isMetByTheWordsOfTheCardsName(String wish, String card, boolean met) {
    Double vram = card.contains("4090") ? 23.99 : null;
    assertThat(GpuModel.of(card).meets(GpuModel.of(wish), vram)).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource({
    "A100 80GB, NVIDIA A100, 79.2, false",
    "A100 80GB, NVIDIA A100, 79.6, true",
    "A100 80GB, NVIDIA A100, , false",
    "A100 80GB, NVIDIA A100 40GB, 80, false"
  })
  void aCardsMemory_countsWhereItsNameSaysNothingOfIt(
      String wish, String card, @Nullable Double vram, boolean met) {
    assertThat(GpuModel.of(card).meets(GpuModel.of(wish), vram)).isEqualTo(met);
  }

  @Test
  void whatACardOffers_includesWhatAWishThatItMeetsAsks() {
    GpuModel card = GpuModel.of("NVIDIA GeForce RTX 4090");
    assertThat(card.offered(24.0)).containsAll(GpuModel.of("rtx4090 24 GB").asked());
  }
}

// Prints where the fields of the engine's structs lie, in the form that StructLayout reads. To teach the binding another
// version of the engine, compile this against that version's headers and library and keep the output here:
//
//   cc print-layout.c -lmujoco -o print-layout && ./print-layout > mujoco-<version>-lp64.txt
//
// Lines:  version N | size STRUCT BYTES | constant NAME VALUE
//         field STRUCT NAME TYPE COUNT OFFSET            values inside the struct
//         array STRUCT NAME TYPE ROWS COLUMNS OFFSET     a pointer to ROWS x COLUMNS values; both may name a size
#include <mujoco/mjxmacro.h>
#include <mujoco/mujoco.h>
#include <stddef.h>
#include <stdio.h>

static const char* named(const char* type) {
  switch (type[0]) {
    case 'm': return type[2] == 'C' ? "other" : type[3] == 'N' ? "float64" : "uint8";
    case 'f': return "float32";
    case 'i': return "int32";
    default: return "uint8";
  }
}

int main(void) {
  printf("version %d\n", mj_version());
  printf("size mjModel %zu\nsize mjData %zu\nsize mjVFS %zu\nsize mjWarningStat %zu\n", sizeof(mjModel), sizeof(mjData),
         sizeof(mjVFS), sizeof(mjWarningStat));
  printf("constant mjWARN_CONTACTFULL %d\nconstant mjWARN_CNSTRFULL %d\n", mjWARN_CONTACTFULL, mjWARN_CNSTRFULL);
  printf("constant mjWARN_BADQPOS %d\nconstant mjWARN_BADQVEL %d\n", mjWARN_BADQPOS, mjWARN_BADQVEL);
  printf("constant mjWARN_BADQACC %d\nconstant mjWARN_BADCTRL %d\n", mjWARN_BADQACC, mjWARN_BADCTRL);
  printf("field mjVFS filedata pointer %d %zu\n", mjMAXVFS, offsetof(mjVFS, filedata));

#define X(name) printf("field mjModel %s int32 1 %zu\n", #name, offsetof(mjModel, name));
  MJMODEL_INTS
#undef X
#define X(type, name) printf("field mjModel opt.%s %s 1 %zu\n", #name, named(#type), offsetof(mjModel, opt.name));
  MJOPTION_SCALARS
#undef X
#define X(name, count) printf("field mjModel opt.%s float64 %d %zu\n", #name, count, offsetof(mjModel, opt.name));
  MJOPTION_VECTORS
#undef X
  printf("field mjModel stat.meaninertia float64 1 %zu\n", offsetof(mjModel, stat.meaninertia));
  printf("field mjModel stat.meanmass float64 1 %zu\n", offsetof(mjModel, stat.meanmass));
  printf("field mjModel stat.meansize float64 1 %zu\n", offsetof(mjModel, stat.meansize));
  printf("field mjModel stat.extent float64 1 %zu\n", offsetof(mjModel, stat.extent));
  printf("field mjModel stat.center float64 3 %zu\n", offsetof(mjModel, stat.center));

// Row and column counts are printed as written: the name of a size or a number.
#define WRITTEN(x) #x
#define X(type, name, rows, columns) \
  printf("array mjModel %s %s %s %s %zu\n", #name, named(#type), WRITTEN(rows), WRITTEN(columns), \
         offsetof(mjModel, name));
  MJMODEL_POINTERS
#undef X
#define X(type, name) printf("field mjData %s %s 1 %zu\n", #name, named(#type), offsetof(mjData, name));
  MJDATA_SCALAR
#undef X
  printf("field mjData warning other %d %zu\n", mjNWARNING, offsetof(mjData, warning));
#define X(type, name, rows, columns) \
  printf("array mjData %s %s %s %s %zu\n", #name, named(#type), WRITTEN(rows), WRITTEN(columns), \
         offsetof(mjData, name));
  MJDATA_POINTERS
#undef X
  return 0;
}

/** The same four places in both kinds of file. */
export const solomon = `small

VEHICLE
NUMBER     CAPACITY
  3         20

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME
    0      0         0          0          0       200          0
    1      3         4          8    10    40    5
    2      0         10         6     0   100          5
    3      6         8          7     0   100          5
`

export const cvrplib = `NAME : small
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 20
NODE_COORD_SECTION
1 0 0
2 3 4
3 0 10
4 6 8
DEMAND_SECTION
1 0
2 8
3 6
4 7
DEPOT_SECTION
1
-1
EOF
`
